#include "dialect/database.hpp"

#include "support/catch.hpp"
#include "support/database.hpp"

#include <soci/soci.h>

#include <algorithm>

using namespace retort;
using namespace retort_test;
using dialect::CatalogObject;
using dialect::Statement;
using dialect::text;
using script::ObjectId;
using Strings = std::vector<std::string>;

namespace {

ObjectId id(ObjectKind kind, const std::string& name, const std::string& table = {}) {
    ObjectId id;
    id.kind = kind;
    id.name = name;
    id.table = table;
    return id;
}

ObjectId view(const std::string& name) {
    return id(ObjectKind::view, name);
}

ObjectId trigger(const std::string& name, const std::string& table) {
    return id(ObjectKind::trigger, name, table);
}

struct Place {
    std::unique_ptr<soci::session> session = open_session(":memory:");
    std::unique_ptr<dialect::Database> database = dialect::open(*session, {}, {});
    dialect::ObjectCatalog& objects = database->objects();

    Place() {
        run("CREATE TABLE gene (id INTEGER PRIMARY KEY, name TEXT NOT NULL, score INT)");
        run("CREATE TABLE other (a, b)");
    }
    void run(const std::string& sql) { database->run({sql, 1}); }
    std::optional<CatalogObject> find(const ObjectId& id) {
        return objects.find({id}, true).front();
    }
    std::string invalid(const ObjectId& id) { return find(id).value().invalid; }

    /// Runs it, and when it is blocked takes down what is in its way and runs it again.
    Strings in_the_way_of(const std::string& sql, bool widely = false) {
        const Statement statement{sql, 1};
        run("SAVEPOINT tried");
        Strings names;
        try {
            database->run(statement);
        } catch (const DatabaseError& error) {
            run("ROLLBACK TO tried");
            CHECK(objects.is_blocked(error));
            CHECK_FALSE(objects.is_absence(error));
            for (const auto& object : objects.in_the_way_of(statement, error, widely)) {
                names.push_back(object.id.name);
                run(objects.drop(object.id));
            }
            CHECK_NOTHROW(database->run(statement));
            run("ROLLBACK TO tried");
        }
        run("RELEASE tried");
        return names;
    }
    DatabaseError refused(const std::string& sql) {
        try {
            run(sql);
        } catch (const DatabaseError& error) {
            return error;
        }
        throw std::logic_error("nothing was thrown");
    }
    Strings missing() {
        Strings names;
        const auto tables = database->syntax().tables("", "retort_version");
        for (const auto& row : database->query({database->syntax().state_query(tables), {}})) {
            if (text(row[0]) == "missing") {
                names.push_back(text(row[1]) + " " + text(row[2]));
            }
        }
        std::sort(names.begin(), names.end());
        return names;
    }
};

}  // namespace

TEST_CASE("SQLite's views and triggers are found whatever the case of their names",
          "[dialect][sqlite]") {
    Place place;
    place.run("CREATE VIEW \"Odd \"\"View\" AS SELECT id FROM gene");
    place.run(
        "CREATE TRIGGER IF NOT EXISTS main.\"t on\" AFTER INSERT ON Gene BEGIN SELECT 1; END");
    const auto found = place.objects.find(
        {trigger("T On", "GENE"), view("odd \"view"), view("gene"), view("t on"),
         trigger("t on", "other"), id(ObjectKind::materialized_view, "ODD \"VIEW"),
         id(ObjectKind::function, "odd \"view")},
        false);
    CHECK(found[0].value().text ==
          "CREATE TRIGGER \"t on\" AFTER INSERT ON Gene BEGIN SELECT 1; END");
    CHECK(found[0]->id.table == "gene");
    CHECK(found[0]->id.schema == "main");
    CHECK(found[1].value().text == "CREATE VIEW \"Odd \"\"View\" AS SELECT id FROM gene");
    CHECK_FALSE(found[2]);
    CHECK_FALSE(found[3]);
    CHECK_FALSE(found[4]);
    CHECK(found[5].value().id.kind == ObjectKind::view);
    CHECK_FALSE(found[6]);
}

TEST_CASE("what SQLite dropped can be made again, in its own schema", "[dialect][sqlite]") {
    Place place;
    place.run("ATTACH ':memory:' AS aux");
    place.run("CREATE TABLE aux.t (a)");
    place.run("CREATE VIEW aux.\"a view\" AS SELECT a FROM t");
    place.run("CREATE TRIGGER aux.tr BEFORE DELETE ON t BEGIN SELECT old.a; END");
    ObjectId in_aux = GENERATE(view("a view"), trigger("tr", "t"));
    in_aux.schema = "AUX";
    const auto before = place.find(in_aux).value();
    CHECK(before.id.schema == "aux");
    CHECK(before.invalid.empty());
    place.run(place.objects.drop(before.id));
    CHECK_FALSE(place.find(in_aux));
    for (const std::string& statement : place.objects.recreation(before)) {
        place.run(statement);
    }
    CHECK(place.find(in_aux).value().text == before.text);
}

TEST_CASE("SQLite says why a view cannot be used", "[dialect][sqlite]") {
    Place place;
    place.run("CREATE VIEW v AS SELECT name FROM gene");
    place.run("CREATE VIEW w AS SELECT * FROM v");
    CHECK(place.invalid(view("w")).empty());
    place.run("DROP TABLE gene");
    CHECK(place.invalid(view("v")) == "no such table: main.gene");
    CHECK(place.invalid(view("w")) == "no such table: main.gene");
}

TEST_CASE("SQLite says why a trigger cannot be used, and blames no other of its table",
          "[dialect][sqlite]") {
    Place place;
    place.run("CREATE VIEW v AS SELECT id, name FROM gene");
    const std::string event = GENERATE("AFTER INSERT", "BEFORE DELETE", "AFTER UPDATE OF score");
    place.run("CREATE TRIGGER good " + event + " ON gene BEGIN SELECT count(*) FROM other; END");
    place.run("CREATE TRIGGER bad " + event + " ON gene BEGIN DELETE FROM nowhere; END");
    place.run("CREATE TRIGGER on_view INSTEAD OF UPDATE OF name ON v BEGIN SELECT nope(1); END");
    place.run("CREATE TRIGGER inserted INSTEAD OF INSERT ON v BEGIN SELECT new.id; END");
    CHECK(place.invalid(trigger("bad", "gene")) == "no such table: main.nowhere");
    CHECK(place.invalid(trigger("good", "gene")).empty());
    CHECK(place.invalid(trigger("on_view", "v")) == "no such function: nope");
    CHECK(place.invalid(trigger("inserted", "v")).empty());
}

TEST_CASE("a table that is made anew has all broken views on it in its way, users first",
          "[dialect][sqlite]") {
    Place place;
    place.run("CREATE VIEW a AS SELECT id FROM gene");
    place.run("CREATE VIEW B AS SELECT * FROM a");
    place.run("CREATE VIEW c AS SELECT name FROM gene");
    place.run("CREATE VIEW elsewhere AS SELECT a FROM other");
    place.run("CREATE TRIGGER uses_c AFTER INSERT ON other BEGIN SELECT * FROM c; END");
    place.run("CREATE TRIGGER goes_with_a INSTEAD OF DELETE ON a BEGIN SELECT 1; END");
    place.run("CREATE TABLE gene_new (id INTEGER PRIMARY KEY, name TEXT, score INT)");
    CHECK(place.in_the_way_of("ALTER TABLE other RENAME TO more").empty());
    place.run("DROP TABLE gene");
    const Strings names = place.in_the_way_of("ALTER TABLE gene_new RENAME TO gene");
    CAPTURE(names);
    REQUIRE(names.size() == 4);
    CHECK(names[0] == "uses_c");
    CHECK(std::find(names.begin(), names.end(), "b") < std::find(names.begin(), names.end(), "a"));
    CHECK(std::find(names.begin(), names.end(), "c") != names.end());
}

TEST_CASE("a column that is dropped has what reads it in its way, and no more",
          "[dialect][sqlite]") {
    Place place;
    place.run("CREATE VIEW \"v: w after\" AS SELECT name FROM gene");
    place.run("CREATE VIEW v AS SELECT id FROM gene");
    CHECK(place.in_the_way_of("ALTER TABLE gene DROP COLUMN name") == Strings{"v: w after"});
    CHECK(place.in_the_way_of("ALTER TABLE gene DROP COLUMN score").empty());
    CHECK(place.in_the_way_of("ALTER TABLE gene DROP COLUMN name", true).size() == 2);
}

TEST_CASE("a trigger with a fault stands in the way of altering any table", "[dialect][sqlite]") {
    Place place;
    place.run("CREATE TRIGGER tr AFTER INSERT ON gene BEGIN INSERT INTO other VALUES (1, 2); END");
    place.run("CREATE TABLE more (x, y)");
    place.run("DROP TABLE other");
    CHECK(place.in_the_way_of("ALTER TABLE more RENAME TO other") == Strings{"tr"});
    CHECK(place.in_the_way_of("ALTER TABLE more DROP COLUMN y") == Strings{"tr"});
}

TEST_CASE("with legacy_alter_table SQLite does not say what is in the way", "[dialect][sqlite]") {
    Place place;
    place.run("CREATE VIEW v AS SELECT id FROM gene");
    place.run("CREATE VIEW good AS SELECT a FROM other");
    place.run("PRAGMA legacy_alter_table = ON");
    place.run("DROP TABLE gene");
    CHECK(place.in_the_way_of("ALTER TABLE other RENAME COLUMN a TO c") == Strings{"v"});
    CHECK(place.in_the_way_of("ALTER TABLE other RENAME TO gene").empty());
}

TEST_CASE("a temporary view in the way is left alone", "[dialect][sqlite]") {
    Place place;
    place.run("CREATE TEMP VIEW t AS SELECT * FROM nowhere");
    place.run("CREATE VIEW v AS SELECT * FROM nowhere_else");
    const Statement statement{"ALTER TABLE other RENAME TO more", 1};
    place.run("DROP VIEW v");
    const auto error = place.refused(std::string(statement.text));
    CHECK(place.objects.is_blocked(error));
    CHECK(place.objects.in_the_way_of(statement, error, false).empty());
}

TEST_CASE("SQLite's refusals for something absent are known", "[dialect][sqlite]") {
    Place place;
    place.run("CREATE TRIGGER tr AFTER INSERT ON other BEGIN SELECT * FROM nowhere; END");
    const std::string sql =
        GENERATE("SELECT * FROM nope", "SELECT nope FROM gene", "SELECT nope(1)", "DROP VIEW nope",
                 "DROP TRIGGER nope", "INSERT INTO other VALUES (1, 2)");
    const auto error = place.refused(sql);
    CHECK(place.objects.is_absence(error));
    CHECK_FALSE(place.objects.is_blocked(error));
    CHECK_FALSE(place.objects.is_absence(place.refused("INSERT INTO gene VALUES (1, NULL, 2)")));
}

TEST_CASE("the triggers of a view are attached to it", "[dialect][sqlite]") {
    Place place;
    place.run("CREATE VIEW V AS SELECT id FROM gene");
    place.run("CREATE TRIGGER tr INSTEAD OF DELETE ON v BEGIN SELECT 1; END");
    place.run("CREATE TRIGGER not_its AFTER DELETE ON gene BEGIN SELECT * FROM v; END");
    const auto attached = place.objects.attachments(view("v"));
    REQUIRE(attached.size() == 1);
    CHECK(attached[0].key == "trigger tr");
    CHECK(attached[0].statement == "CREATE TRIGGER tr INSTEAD OF DELETE ON v BEGIN SELECT 1; END");
    CHECK(place.objects.attachments(trigger("tr", "v")).empty());
}

TEST_CASE("one query tells which managed objects SQLite lacks", "[dialect][sqlite]") {
    Place place;
    const auto tables = place.database->syntax().tables("", "retort_version");
    for (const std::string& sql : place.database->syntax().create_tables(tables)) {
        place.run(sql);
    }
    place.run("CREATE VIEW \"Odd v\" AS SELECT 1");
    place.run("CREATE TRIGGER tr AFTER DELETE ON gene BEGIN SELECT 1; END");
    const auto record = [&](const std::string& values) {
        place.run(
            "INSERT INTO retort_object (kind, name, state, catalog_name, catalog_table, "
            "checksum, text, depends_on) VALUES (" +
            values + ", '', '', '')");
    };
    record("'view', 'v', 'made', 'odd V', NULL");
    record("'materialized_view', 'm', 'made', 'odd v', NULL");
    record("'trigger', 'tr on gene', 'made', 'tr', 'GENE'");
    record("'view', 'not made', 'missing', 'nope', NULL");
    CHECK(place.missing().empty());
    record("'view', 'tr', 'made', 'tr', NULL");
    record("'view', 'gene', 'made', 'gene', NULL");
    record("'trigger', 'tr on other', 'made', 'tr', 'other'");
    record("'trigger', 'odd v on gene', 'made', 'odd v', 'gene'");
    record("'function', 'f', 'made', 'odd v', NULL");
    record("'view', 'unknown', 'made', NULL, NULL");
    CHECK(place.missing() == Strings{"function f", "trigger odd v on gene", "trigger tr on other",
                                     "view gene", "view tr", "view unknown"});
}

TEST_CASE("what the object table keeps is bare on SQLite and quoted on PostgreSQL", "[dialect]") {
    ObjectId function = id(ObjectKind::function, "odd\"f");
    function.schema = "s";
    const auto& postgresql = dialect::syntax(Dialect::postgresql);
    CHECK(dialect::syntax(Dialect::sqlite).catalog_name(function) == "odd\"f");
    CHECK(postgresql.catalog_name(function) == "\"s\".\"odd\"\"f\"");
    function.has_arguments = true;
    CHECK(postgresql.catalog_name(function) == "\"s\".\"odd\"\"f\"()");
    function.arguments = "integer, text";
    CHECK(postgresql.catalog_name(function) == "\"s\".\"odd\"\"f\"(integer, text)");
    ObjectId on_table = trigger("tr x", "t");
    CHECK(postgresql.catalog_name(on_table) == "tr x");
    CHECK(postgresql.catalog_table(on_table) == "\"t\"");
    CHECK(dialect::syntax(Dialect::mysql).catalog_table(on_table) == "t");
    CHECK(postgresql.catalog_table(view("v")).empty());
}
