#include "script/object.hpp"

#include <retort/error.hpp>

#include "support/catch.hpp"

#include <string>

using namespace retort;
using script::object_of;

namespace {

ReplaceableObject view_of(const std::string& text) {
    ReplaceableObject object;
    object.name = "v";
    object.create.push_back({{}, text});
    return object;
}

std::string faults_of(const ReplaceableObject& object) {
    try {
        object_of(object);
    } catch (const ScriptError& error) {
        CHECK(error.kind() == ErrorKind::script);
        return error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("an object written in C++ is the same as one from a file", "[script]") {
    ReplaceableObject given = view_of("CREATE VIEW v AS SELECT 1");
    given.name = "  v ";
    given.depends_on = {"score(integer,  text)"};
    given.drop.push_back({{Dialect::mysql}, "DROP VIEW v"});
    given.path = "views.cpp";
    const auto made = object_of(given);
    const auto read = script::parse_object(
        "-- retort:object view v\n-- retort:create\nCREATE VIEW v AS SELECT 1\n"
        "-- retort:drop mysql\nDROP VIEW v\n",
        "v.sql");
    CHECK(made.name == "v");
    CHECK(made.depends_on == std::vector<std::string>{"score(integer, text)"});
    CHECK(made.path == "views.cpp");
    for (const Dialect dialect : {Dialect::sqlite, Dialect::postgresql, Dialect::mysql}) {
        CHECK(made.applies_to(dialect));
        CHECK(kept_text(made, dialect) == kept_text(read, dialect));
        CHECK(checksum(made, dialect) == checksum(read, dialect));
    }
}

TEST_CASE("an object written in C++ is held to the same rules", "[script]") {
    ReplaceableObject nothing;
    nothing.name = "v";
    CHECK(faults_of(nothing) ==
          "view v: there is no statement that creates the view v. Write one below the header.");
    CHECK(
        faults_of(view_of("\nCREATE VIEW w AS SELECT 1")) ==
        "view v:2: this statement creates the view w, and the file is that of the view v. Correct "
        "one of them, or move the statement to a file of its own.");
    CHECK(faults_of(view_of("CREATE VIEW v AS SELECT '\xFF'")) ==
          "view v:1: this line is not valid UTF-8. Save the file as UTF-8 text.");
    CHECK(faults_of(view_of("CREATE VIEW v AS SELECT 1;\n-- retort:drop\nDROP VIEW v")) ==
          "view v:2: this line is a directive, and the text of an object written in C++ has none. "
          "Make a Section of what follows it.");
    ReplaceableObject twice = view_of("CREATE VIEW v AS SELECT 1");
    twice.create.front().dialects = {Dialect::mysql, Dialect::mysql};
    CHECK(faults_of(twice) == "view v: 'mysql' stands here twice. Remove one of them.");
    ReplaceableObject dependent = view_of("CREATE VIEW v AS SELECT 1");
    dependent.depends_on = {"a b"};
    CHECK(faults_of(dependent) ==
          "view v: 'a b' is not the name of an object. Write each as in its own file, with commas "
          "between them.");
    ReplaceableObject nameless = view_of("CREATE VIEW v AS SELECT 1");
    nameless.name = "";
    CHECK(faults_of(nameless).find("'' is not the name of a view in sqlite.") != std::string::npos);
}
