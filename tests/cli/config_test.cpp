#include "cli/config.hpp"

#include <retort/error.hpp>

#include "cli/support.hpp"
#include "support/catch.hpp"

#include <map>

using namespace retort::cli;
using retort_test::Place;

namespace {

std::string refusal(const Place& place) {
    try {
        settle({from_file(place.file("retort.toml"))});
    } catch (const retort::Error& error) {
        std::string text = error.what();
        for (auto at = text.find(place.path()); at != std::string::npos;
             at = text.find(place.path())) {
            text.replace(at, place.path().size(), "HERE");
        }
        return text;
    }
    return "accepted";
}

std::string refusal(const Place& place, const std::string& text) {
    place.write("retort.toml", text);
    return refusal(place);
}

}  // namespace

TEST_CASE("without any setting the defaults hold", "[cli]") {
    const Settings settings = settle({});
    CHECK_FALSE(settings.url);
    CHECK(settings.scripts == "migrations");
    CHECK(settings.objects == "views");
    CHECK(settings.options.version_table == "retort_version");
    CHECK(settings.options.version_schema.empty());
    CHECK(settings.options.transaction == retort::TransactionMode::per_revision);
    CHECK(settings.options.unknown == retort::UnknownPolicy::fail);
    CHECK(settings.options.lock_timeout == std::chrono::seconds(60));
}

TEST_CASE("a flag beats the environment, which beats the file, which beats the program", "[cli]") {
    const GivenSettings flag{{"scripts", {"flag", "`--scripts`", ""}}};
    const GivenSettings environment{{"scripts", {"environment", "RETORT_SCRIPTS", ""}}};
    const GivenSettings file{{"scripts", {"file", "retort.toml", ""}}};
    const GivenSettings program{{"scripts", {"program", "program", ""}}};

    CHECK(settle({flag, environment, file, program}).scripts == "flag");
    CHECK(settle({{}, environment, file, program}).scripts == "environment");
    CHECK(settle({{}, {}, file, program}).scripts == "file");
    CHECK(settle({{}, {}, {}, program}).scripts == "program");
}

TEST_CASE("the environment gives what the contract lists, and an empty variable nothing", "[cli]") {
    std::map<std::string, const char*> variables{
        {"RETORT_URL", "sqlite://"},
        {"RETORT_SCRIPTS", "s"},
        {"RETORT_OBJECTS", ""},
        {"RETORT_VERSION_TABLE", "t"},
        {"RETORT_VERSION_SCHEMA", "ignored"},
        {"RETORT_TRANSACTION", "ignored"},
    };
    const GivenSettings given = from_environment([&](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second;
    });
    REQUIRE(given.size() == 3);
    CHECK(given.at("url").value == "sqlite://");
    CHECK(given.at("scripts").value == "s");
    CHECK(given.at("version_table").value == "t");
}

TEST_CASE("a configuration file sets every key, relative to its own folder", "[cli]") {
    const Place place;
    place.write("retort.toml",
                "# comment\n"
                "url = \"sqlite:///a.db\"  # the database\n"
                "scripts = 'my scripts'\n"
                "objects = \"/abs/objects\"\n"
                "version_table = \"alembic_version\"\r\n"
                "version_schema = \"main\"\n"
                "transaction = \"single\"\n"
                "unknown = \"allow\"\n"
                "lock_timeout = 1.5\n"
                "statement_lock_timeout = 0.25\n");
    const Settings settings = settle({from_file(place.file("retort.toml"))});
    CHECK(settings.url->file == place.file("a.db"));
    CHECK(settings.scripts == place.file("my scripts"));
    CHECK(settings.scripts_chosen);
    CHECK(settings.objects == "/abs/objects");
    CHECK(settings.options.version_table == "alembic_version");
    CHECK(settings.options.version_schema == "main");
    CHECK(settings.options.transaction == retort::TransactionMode::single);
    CHECK(settings.options.unknown == retort::UnknownPolicy::allow);
    CHECK(settings.options.lock_timeout == std::chrono::milliseconds(1500));
    CHECK(settings.options.statement_lock_timeout == std::chrono::milliseconds(250));
}

TEST_CASE("retort.toml in the working directory leaves its paths relative", "[cli]") {
    const Place place;
    place.write("retort.toml", "scripts = \"s\"\nurl = \"sqlite:///a.db\"\n");
    const retort_test::WorkingIn here(place.path());
    const Settings settings = settle({from_config(std::nullopt)});
    CHECK(settings.scripts == "s");
    CHECK(settings.url->file == "a.db");
}

TEST_CASE("no retort.toml is fine, a missing --config is not", "[cli]") {
    const Place place;
    const retort_test::WorkingIn here(place.path());
    CHECK(from_config(std::nullopt).empty());
    CHECK_THROWS_WITH(from_config("none.toml"),
                      "There is no configuration file 'none.toml'. Correct `--config`, or leave it "
                      "out.");
}

TEST_CASE("a folder is no configuration file", "[cli]") {
    const Place place;
    place.write("retort.toml/x", "");
    CHECK(refusal(place) ==
          "The configuration file 'HERE/retort.toml' cannot be read. It must be "
          "a file that this user may read.");
}

TEST_CASE("what a configuration file says wrong is named with its key", "[cli]") {
    const Place place;
    CHECK(refusal(place, "scrips = \"a\"\n") ==
          "'HERE/retort.toml' has an unknown key 'scrips'. Did you mean `scripts`? The keys are "
          "`url`, `scripts`, `objects`, `version_table`, `version_schema`, `transaction`, "
          "`unknown`, `lock_timeout` and `statement_lock_timeout`.");
    CHECK(
        refusal(place, "[database]\nurl = \"sqlite://\"\n") ==
        "'HERE/retort.toml' has a section `[database]`, but there are no sections. Put its keys at "
        "the top of the file.");
    const std::string one_value =
        "In 'HERE/retort.toml' the key `scripts` does not have one plain value. Write it once, as "
        "`scripts = \"value\"`; a `#` in a URL is written `%23`.";
    CHECK(refusal(place, "scripts = [\"a\", \"b\"]\n") == one_value);
    CHECK(refusal(place, "scripts = \"a\"\nobjects = \"b\"\nscripts = \"c\"\n") == one_value);
    CHECK(refusal(place, "scripts = \"a#b\"\n") == one_value);
    CHECK(refusal(place, "scripts = \"\"\n") == one_value);
    CHECK(refusal(place, "transaction = \"all\"\n") ==
          "`transaction` in 'HERE/retort.toml' is 'all', but must be `per_revision` or `single`.");
    CHECK(refusal(place, "unknown = \"warn\"\n") ==
          "`unknown` in 'HERE/retort.toml' is 'warn', but must be `fail` or `allow`.");
    for (const std::string value : {"-1", "soon", "1e3", "nan", "10000000", "5 s"}) {
        CHECK(refusal(place, "lock_timeout = \"" + value + "\"\n") ==
              "`lock_timeout` in 'HERE/retort.toml' is '" + value +
                  "', but must be a number of seconds from 0 to 1000000.");
    }
}
