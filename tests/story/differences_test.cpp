#include "story_database.hpp"

#include "cli/support.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <map>
#include <sstream>

using namespace retort_test;
using nlohmann::json;
using Counts = std::map<std::string, int>;

namespace {

/// A text in which `{{left|right}}` stands for either.
struct Sides {
    std::string left;
    std::string right;
    int choices = 0;
};

Sides sides_of(const std::string& text) {
    Sides sides;
    std::size_t from = 0;
    for (std::size_t open; (open = text.find("{{", from)) != std::string::npos; ++sides.choices) {
        const std::size_t bar = text.find('|', open);
        const std::size_t close = text.find("}}", bar);
        REQUIRE(close != std::string::npos);
        const std::string before = text.substr(from, open - from);
        sides.left += before + text.substr(open + 2, bar - open - 2);
        sides.right += before + text.substr(bar + 1, close - bar - 1);
        from = close + 2;
    }
    sides.left += text.substr(from);
    sides.right += text.substr(from);
    return sides;
}

/// Below the words about it.
Sides models_and_database() {
    std::ostringstream text;
    text << std::ifstream(STORY_FOLDER "/models_and_database.sql").rdbuf();
    return sides_of(text.str().substr(text.str().find("CREATE")));
}

Counts by_category(const json& differences) {
    Counts counts;
    for (const json& difference : differences) {
        ++counts[difference["category"]];
    }
    return counts;
}

json difference(const StoryDatabase& left, const StoryDatabase& right,
                std::vector<std::string> more = {}) {
    std::vector<std::string> words{"schema", "diff", left.url(), right.url(), "--json"};
    words.insert(words.end(), more.begin(), more.end());
    const Result result = run(words);
    CAPTURE(result.err);
    REQUIRE(result.status == 3);
    return json::parse(result.out);
}

/// SQLite has no time zones: a type of another name is another type.
void ninety_three(const std::string& dialect, const std::string& timezone, int critical) {
    const Sides sides = models_and_database();
    REQUIRE(sides.choices == 93);
    const StoryDatabase models(dialect);
    const StoryDatabase database(dialect);
    models.run(sides.left);
    database.run(sides.right);

    const json found = difference(models, database);
    CHECK(found["differences"].size() == 93);
    CHECK(by_category(found["differences"]) ==
          Counts{{timezone, 17}, {"default", 35}, {"index", 13}, {"foreign_key", 28}});
    CHECK(found["counts"] == json{{"critical", critical}, {"advisory", 93 - critical}});
    CHECK(by_category(difference(database, models)["differences"]) ==
          by_category(found["differences"]));

    // What the team decided by hand: which of them matter.
    const json mattering =
        difference(models, database, {"--ignore", timezone, "--min-severity", "critical"});
    CHECK(by_category(mattering["differences"]) ==
          Counts{{"default", 20}, {"index", 1}, {"foreign_key", 4}});
    const Result none = run({"schema", "diff", models.url(), models.url()});
    CHECK(none.status == 0);
}

}  // namespace

TEST_CASE("SQLite: models and database differ in 93 places, each in its category",
          "[story][sqlite]") {
    ninety_three("sqlite", "type", 42);
}

TEST_CASE("PostgreSQL: models and database differ in 93 places, each in its category",
          "[story][servers]") {
    ninety_three("postgresql", "timezone", 25);
}
