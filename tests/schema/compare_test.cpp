#include "schema/facts.hpp"
#include "support/catch.hpp"

#include <algorithm>

using namespace retort;

namespace {

using Facts = std::vector<SchemaFact>;
using Differences = std::vector<SchemaDifference>;

SchemaObject table(const std::string& name) {
    return {Category::table, "table", name, "", {}, {}};
}

SchemaObject column(const std::string& owner, const std::string& name, Facts facts) {
    return {Category::column, "column", name, "table " + owner, std::move(facts), {}};
}

Schema schema_of(std::vector<SchemaObject> objects) {
    Schema schema{Dialect::postgresql, std::move(objects), {}};
    schema::arrange(schema);
    return schema;
}

SchemaFact type(const std::string& value) {
    return {Category::type, "type", value};
}
const SchemaFact not_null{Category::nullability, "nullability", "not null"};
const SchemaFact zero{Category::default_value, "default", "0"};

Schema with_column(Facts facts) {
    return schema_of({table("gene"), column("gene", "score", std::move(facts))});
}

}  // namespace

TEST_CASE("equal schemas do not differ", "[schema]") {
    CHECK(compare(with_column({type("int")}), with_column({type("int")})).empty());
    CHECK(compare(Schema{}, Schema{}).empty());
}

TEST_CASE("a fact that differs is told with both of its values", "[schema]") {
    CHECK(compare(with_column({type("int")}), with_column({type("bigint")})) ==
          Differences{{Category::type, Severity::critical, "table gene", "column score: type",
                       "int", "bigint"}});
    CHECK(compare(with_column({type("int")}), with_column({type("int"), not_null})) ==
          Differences{{Category::nullability, Severity::critical, "table gene",
                       "column score: nullability", "", "not null"}});
}

TEST_CASE("of what only one side has, what belongs to it is not listed", "[schema]") {
    const Schema gene = with_column({type("int")});
    CHECK(compare(gene, Schema{}) ==
          Differences{{Category::table, Severity::critical, "table gene", "", "table", ""}});
    CHECK(compare(schema_of({table("gene")}), gene) ==
          Differences{{Category::column, Severity::critical, "table gene", "column score", "",
                       "type: int"}});
}

TEST_CASE("a default is critical where a NOT NULL column has none on one side", "[schema]") {
    const auto severity = [](Facts left, Facts right) {
        const auto differences =
            compare(with_column(std::move(left)), with_column(std::move(right)));
        REQUIRE(differences.size() == 1);
        CHECK(differences.front().category == Category::default_value);
        return differences.front().severity;
    };
    const SchemaFact one{Category::default_value, "default", "1"};
    CHECK(severity({zero}, {}) == Severity::advisory);
    CHECK(severity({zero, not_null}, {one, not_null}) == Severity::advisory);
    CHECK(severity({zero, not_null}, {not_null}) == Severity::critical);
    CHECK(severity({not_null}, {zero, not_null}) == Severity::critical);
}

TEST_CASE("an index is advisory unless it is unique on one side", "[schema]") {
    const auto index = [](Facts facts) {
        return schema_of(
            {table("gene"),
             {Category::index, "index", "by_score", "table gene", std::move(facts), {}}});
    };
    const SchemaFact score{Category::index, "columns", "score"};
    const SchemaFact name{Category::index, "columns", "name"};
    const SchemaFact unique{Category::index, "uniqueness", "unique"};
    CHECK(compare(index({score}), index({name})).front().severity == Severity::advisory);
    CHECK(compare(index({score}), index({score, unique})).front().severity == Severity::critical);
    CHECK(compare(index({score}), schema_of({table("gene")})).front().severity ==
          Severity::advisory);
    CHECK(compare(schema_of({table("gene")}), index({unique})).front().severity ==
          Severity::critical);
}

TEST_CASE("a foreign key's name and actions are advisory, the rest of it is not", "[schema]") {
    const auto key = [](const std::string& fact, const std::string& value) {
        return schema_of({table("gene"),
                          {Category::foreign_key,
                           "foreign key",
                           "(a) references b (c)",
                           "table gene",
                           {{Category::foreign_key, fact, value}},
                           {}}});
    };
    for (const char* fact : {"name", "on update", "on delete"}) {
        CHECK(compare(key(fact, "x"), key(fact, "y")).front().severity == Severity::advisory);
    }
    CHECK(compare(key("deferrable", "x"), key("deferrable", "y")).front().severity ==
          Severity::critical);
    CHECK(compare(key("name", "x"), schema_of({table("gene")})).front().severity ==
          Severity::critical);
}

TEST_CASE("a time zone is no difference beside that of the type", "[schema]") {
    const SchemaFact with{Category::timezone, "time zone", "with"};
    const SchemaFact without{Category::timezone, "time zone", "without"};
    const auto differences =
        compare(with_column({type("timestamp"), with}), with_column({type("timestamp"), without}));
    REQUIRE(differences.size() == 1);
    CHECK(differences.front().category == Category::timezone);
    CHECK(differences.front().severity == Severity::advisory);
    CHECK(compare(with_column({type("timestamp"), with}), with_column({type("text")})).size() == 1);
}

TEST_CASE("the order of the columns that both have is a difference of its own", "[schema]") {
    const auto ordered = [](const std::vector<std::string>& names) {
        std::vector<SchemaObject> objects{table("gene")};
        for (const std::string& name : names) {
            objects.push_back(column(
                "gene", name,
                {type("int"), {Category::order, "position", std::to_string(objects.size())}}));
        }
        return schema_of(std::move(objects));
    };
    CHECK(ordered({"b", "a"}).objects.front().kind == "table");
    CHECK(ordered({"b", "a"}).objects.front().order == std::vector<std::string>{"b", "a"});
    CHECK(compare(ordered({"a", "b"}), ordered({"b", "a"})) ==
          Differences{{Category::order, Severity::advisory, "table gene", "order of columns",
                       "a, b", "b, a"}});
    CHECK(compare(ordered({"a", "b"}), ordered({"a", "new", "b"})).size() == 1);
}

TEST_CASE("a next value is compared only where that is asked", "[schema]") {
    const auto next = [](const std::string& value) {
        return schema_of({{Category::sequence,
                           "sequence",
                           "ids",
                           "",
                           {{Category::sequence, "next value", value}},
                           {}}});
    };
    CHECK(compare(next("1"), next("2")).empty());
    CHECK(compare(next("1"), next("2"), {true}).size() == 1);
}

TEST_CASE("objects of one name are numbered by what they say", "[schema]") {
    const auto check = [](const std::string& expression) {
        return SchemaObject{Category::check,
                            "check",
                            "",
                            "table gene",
                            {{Category::check, "expression", expression}},
                            {}};
    };
    const Schema one = schema_of({check("b > 0"), check("a > 0")});
    CHECK(one == schema_of({check("a > 0"), check("b > 0")}));
    CHECK(one.objects[1].name == " #2");
}

TEST_CASE("every category has a name that is read back", "[schema]") {
    for (int i = 0; i <= static_cast<int>(Category::other); ++i) {
        const auto category = static_cast<Category>(i);
        CHECK(category_named(to_string(category)) == category);
    }
    CHECK(to_string(Category::default_value) == "default");
    CHECK(to_string(Category::enumeration) == "enum");
    CHECK_FALSE(category_named("tables"));
}
