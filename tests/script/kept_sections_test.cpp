#include "support.hpp"

using namespace retort;
using namespace retort_test;
using script::downgrade_text;
using script::parse_sections;
using script::Section;

TEST_CASE("the downgrade sections that apply are kept with their flags", "[script]") {
    const auto script = parsed(upgrade +
                               "SELECT 0;\n-- retort:downgrade\n SELECT 1;\n"
                               "-- retort:downgrade postgresql\nSELECT 2;\n"
                               "-- retort:downgrade mysql,sqlite foreign_keys "
                               "no_transaction\nSELECT 3;");
    CHECK(downgrade_text(script, Dialect::sqlite) ==
          "-- retort:downgrade\n SELECT 1;\n"
          "-- retort:downgrade mysql sqlite no_transaction foreign_keys\nSELECT 3;");
    CHECK(downgrade_text(script, Dialect::postgresql) ==
          "-- retort:downgrade\n SELECT 1;\n-- retort:downgrade postgresql\nSELECT 2;\n");
    CHECK(downgrade_text(parsed(upgrade), Dialect::sqlite) == "");
}

TEST_CASE("kept sections read back as they were", "[script]") {
    const std::string trigger =
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n-- retort:upgrade\nSELECT 1;\nEND;\n";
    const auto script = parsed(upgrade + "-- retort:downgrade sqlite no_transaction\r\n" + trigger +
                               "-- retort:downgrade\n-- retort:downgrade sqlite, mysql\n-- x");
    const auto sections = parse_sections(downgrade_text(script, Dialect::sqlite), "kept");
    REQUIRE(sections.size() == 3);
    CHECK(sections[0].direction == Direction::downgrade);
    CHECK(sections[0].text == trigger);
    CHECK(sections[0].dialects == std::vector<Dialect>{Dialect::sqlite});
    CHECK(sections[0].no_transaction);
    CHECK_FALSE(sections[0].foreign_keys);
    CHECK(sections[0].directive_line == 1);
    CHECK(sections[1].text == "");
    CHECK(sections[1].directive_line == 6);
    CHECK(sections[2].text == "-- x");
    CHECK(sections[2].dialects == std::vector<Dialect>{Dialect::sqlite, Dialect::mysql});
}

TEST_CASE("no text is no section", "[script]") {
    CHECK(parse_sections("", "kept").empty());
}

TEST_CASE("kept text that is more than sections is refused", "[script]") {
    const auto message = [](const std::string& text) -> std::string {
        try {
            parse_sections(text, "downgrade of r1");
        } catch (const ScriptError& error) {
            return error.what();
        }
        return {};
    };
    CHECK(message("-- retort:downgrade\n-- retort:revision r1\n") ==
          "downgrade of r1:2: only upgrade and downgrade sections are expected here. The recorded "
          "text was changed by hand, or by a newer version of Retort.");
    CHECK(message("SELECT 1;\n-- retort:downgrade\n") ==
          "downgrade of r1:1: this statement stands before the first section. Put the line '-- "
          "retort:upgrade' above it.");
    CHECK(message("-- retort:downgrade oracle\n") ==
          "downgrade of r1:1: 'oracle' is neither a dialect nor a flag. Dialects are sqlite, "
          "postgresql and mysql (which includes MariaDB); flags are no_transaction and "
          "foreign_keys.");
}
