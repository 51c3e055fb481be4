#include "dialect/database.hpp"
#include "fixture.hpp"

#include <algorithm>

using namespace retort_test;
using dialect::CatalogObject;
using dialect::Statement;
using script::ObjectId;

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

struct Place : Fixture {
    std::unique_ptr<dialect::Database> open = dialect::open(*session, {}, {});
    dialect::ObjectCatalog& objects = open->objects();

    Place() {
        run("CREATE TABLE gene (id INT PRIMARY KEY, name VARCHAR(20), score INT)");
        run("INSERT INTO gene VALUES (1, 'tp53', 7)");
    }
    void run(const std::string& sql) { open->run({sql, 1}); }
    std::optional<CatalogObject> find(const ObjectId& id) {
        return objects.find({id}, true).front();
    }
    bool is_made_by(const ObjectId& id, const std::string& sql) {
        return objects.is_made_by(find(id).value(), {{"GRANT x", 1}, {sql, 2}}).value();
    }
    DatabaseError refused(const std::string& sql) {
        try {
            run(sql);
        } catch (const DatabaseError& error) {
            return error;
        }
        throw std::logic_error("nothing was thrown");
    }
    Strings routines() {
        return rows(
            "SELECT routine_name FROM information_schema.routines WHERE routine_schema = "
            "DATABASE() ORDER BY 1");
    }
    Strings missing(const std::string& schema) {
        Strings names;
        const auto tables = open->syntax().tables(schema, "retort_version");
        for (const auto& row : open->query({open->syntax().state_query(tables), {}})) {
            if (dialect::text(row[0]) == "missing") {
                names.push_back(dialect::text(row[1]) + " " + dialect::text(row[2]));
            }
        }
        std::sort(names.begin(), names.end());
        return names;
    }
};

/// The other database of a test.
struct Elsewhere {
    FreshDatabase database{retort_test::server("mariadb")};
    const std::string& name() const { return database.name(); }
};

const char* const odd_view = "CREATE VIEW `odd ``v` AS SELECT id, name FROM gene";
const char* const odd_function =
    "CREATE FUNCTION `Odd ``f`(a INT, `b c` VARCHAR(20)) RETURNS VARCHAR(9) DETERMINISTIC "
    "SQL SECURITY INVOKER COMMENT 'c' RETURN concat(a, `b c`)";
const char* const procedure = "CREATE PROCEDURE p(IN a INT, INOUT b INT)\nBEGIN\n  SET b = a;\nEND";
const char* const odd_trigger =
    "CREATE TRIGGER `odd tr` BEFORE UPDATE ON gene FOR EACH ROW\n  SET new.name = upper(new.name)";

}  // namespace

TEST_CASE("MariaDB's objects are found by kind and name", "[mysql][objects]") {
    Place place;
    for (const char* sql : {odd_view, odd_function, procedure, odd_trigger}) {
        place.run(sql);
    }
    const auto found = place.objects.find(
        {id(ObjectKind::trigger, "odd tr", "gene"), view("odd `v"), view("gene"), view("Odd `V"),
         id(ObjectKind::function, "ODD `F"), id(ObjectKind::procedure, "odd `f"),
         id(ObjectKind::procedure, "P"), id(ObjectKind::trigger, "odd tr", "other"),
         id(ObjectKind::materialized_view, "odd `v")},
        true);
    const std::string database = place.database.name();
    CHECK(found[0].value().id.table == "gene");
    CHECK(found[0]->text.rfind("BEFORE UPDATE ON gene\nDEFINER retort@%\nsql_mode ", 0) == 0);
    CHECK(found[1].value().text ==
          "ALGORITHM UNDEFINED\nDEFINER retort@%\nSQL SECURITY DEFINER\nAS select `" + database +
              "`.`gene`.`id` AS `id`,`" + database + "`.`gene`.`name` AS `name` from `" + database +
              "`.`gene`");
    CHECK(found[1]->id.schema == database);
    CHECK_FALSE(found[2]);
    CHECK_FALSE(found[3]);
    CHECK(found[4].value().id.name == "odd `f");
    CHECK(found[4]->text.rfind("FUNCTION (IN a int(11), IN b c varchar(20)) RETURNS varchar(9)\n"
                               "DEFINER retort@%\nSQL SECURITY INVOKER\nDETERMINISTIC YES\n"
                               "CONTAINS SQL\nsql_mode ",
                               0) == 0);
    CHECK_FALSE(found[5]);
    CHECK(found[6].value().text.rfind("PROCEDURE (IN a int(11), INOUT b int(11))\n", 0) == 0);
    CHECK_FALSE(found[7]);
    CHECK(found[8].value().id.kind == ObjectKind::view);
}

TEST_CASE("an object's text on MariaDB does not depend on the session", "[mysql][objects]") {
    Place place;
    place.run("CREATE VIEW v AS SELECT concat(`name`, 'x') AS `a b` FROM gene WITH CHECK OPTION");
    place.run(procedure);
    const auto look = [&] {
        return place.find(view("v")).value().text +
               place.find(id(ObjectKind::procedure, "p")).value().text;
    };
    const std::string before = look();
    CHECK_THAT(before, ContainsSubstring("WITH CASCADED CHECK OPTION"));
    place.run("SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT', sql_quote_show_create = 0");
    CHECK(look() == before);
}

TEST_CASE("many views of MariaDB are found, and judged, in one query", "[mysql][objects]") {
    Place place;
    std::vector<ObjectId> ids;
    for (int i = 0; i < 150; ++i) {
        const std::string name = "v" + std::to_string(i);
        place.run("CREATE VIEW " + name + (i == 70 ? " AS SELECT name" : " AS SELECT id") +
                  " FROM gene");
        ids.push_back(view(name));
    }
    place.run("ALTER TABLE gene DROP COLUMN name");
    const auto questions = [&] {
        return std::stoi(dialect::text(
            place.open
                ->query({"SELECT variable_value FROM information_schema.session_status WHERE "
                         "variable_name = 'Questions'",
                         {}})
                .front()
                .front()));
    };
    const int before = questions();
    const auto found = place.objects.find(ids, true);
    CHECK(questions() - before <= 4);  // the name of the database, and the result's characters
    for (std::size_t i = 0; i < ids.size(); ++i) {
        REQUIRE(found[i]);
        CHECK(found[i]->invalid.empty() == (i != 70));
    }
}

TEST_CASE("MariaDB tells of a view that what it reads is gone", "[mysql][objects]") {
    Place place;
    place.run("CREATE FUNCTION f(a INT) RETURNS INT DETERMINISTIC RETURN a");
    place.run("CREATE VIEW v AS SELECT f(id) AS x, name FROM gene");
    place.run("CREATE VIEW w AS SELECT x FROM v");
    CHECK(place.find(view("w")).value().invalid.empty());
    const std::string breaking =
        GENERATE("DROP FUNCTION f", "DROP TABLE gene", "ALTER TABLE gene DROP COLUMN name");
    place.run(breaking);
    CHECK_THAT(place.find(view("v")).value().invalid, ContainsSubstring("references invalid"));
    CHECK_THAT(place.find(view("w")).value().invalid, ContainsSubstring("references invalid"));
    CHECK(place.objects.find({view("v")}, false).front().value().invalid.empty());
}

TEST_CASE("looking at MariaDB's objects leaves a transaction open", "[mysql][objects]") {
    Place place;
    place.run(odd_view);
    place.run("START TRANSACTION");
    place.run("UPDATE gene SET score = 8");
    place.find(view("odd `v"));
    place.find(id(ObjectKind::function, "f"));
    place.objects.recreation(place.find(view("odd `v")).value());
    place.objects.attachments(id(ObjectKind::function, "f"));
    CHECK(place.open->in_transaction());
    place.run("ROLLBACK");
    CHECK(place.value("SELECT score FROM gene") == "7");
}

TEST_CASE("what was dropped on MariaDB can be made again as it was", "[mysql][objects]") {
    Place place;
    const std::string mode = GENERATE("", "ANSI_QUOTES,NO_BACKSLASH_ESCAPES");
    place.run("SET sql_mode = '" + mode + "'");
    for (const char* sql : {odd_view, odd_function, procedure, odd_trigger}) {
        place.run(sql);
    }
    place.run("SET sql_mode = 'NO_ZERO_DATE'");
    for (const ObjectId& one :
         {view("odd `v"), id(ObjectKind::function, "odd `f"), id(ObjectKind::procedure, "p"),
          id(ObjectKind::trigger, "odd tr", "gene")}) {
        const auto before = place.find(one).value();
        const auto statements = place.objects.recreation(before);
        place.run(place.objects.drop(before.id));
        CHECK_FALSE(place.find(one));
        for (const std::string& statement : statements) {
            place.run(statement);
        }
        CHECK(place.find(one).value().text == before.text);
    }
    CHECK(dialect::text(place.open->query({"SELECT @@sql_mode", {}}).front().front()) ==
          "NO_ZERO_DATE");
}

TEST_CASE("objects of another database of MariaDB are made again where they were",
          "[mysql][objects]") {
    Place place;
    const Elsewhere elsewhere;
    const std::string& other = elsewhere.name();
    place.run("USE " + other);
    place.run("CREATE TABLE gene (id INT, name VARCHAR(20))");
    for (const char* sql : {odd_view, odd_function, procedure, odd_trigger}) {
        place.run(sql);
    }
    place.run("USE " + place.database.name());
    for (ObjectId one :
         {view("odd `v"), id(ObjectKind::function, "odd `f"), id(ObjectKind::procedure, "p"),
          id(ObjectKind::trigger, "odd tr", "gene")}) {
        CHECK_FALSE(place.find(one));
        one.schema = other;
        const auto before = place.find(one).value();
        const auto statements = place.objects.recreation(before);
        place.run(place.objects.drop(before.id));
        for (const std::string& statement : statements) {
            place.run(statement);
        }
        CHECK(place.find(one).value().text == before.text);
    }
}

TEST_CASE("every kind of object is replaced in place on MariaDB, with its privileges",
          "[mysql][objects]") {
    Place place;
    for (const char* sql : {odd_view, odd_function, procedure, odd_trigger}) {
        place.run(sql);
    }
    const std::string user = "'" + place.database.name() + "'@'localhost'";
    place.run("CREATE USER " + user);
    place.run("GRANT EXECUTE ON PROCEDURE p TO " + user);
    const std::pair<ObjectId, const char*> changes[] = {
        {view("odd `v"), "CREATE VIEW `odd ``v` AS SELECT score FROM gene"},
        {id(ObjectKind::function, "odd `f"),
         "CREATE FUNCTION `odd ``f`() RETURNS INT DETERMINISTIC RETURN 3"},
        {id(ObjectKind::procedure, "p"), "CREATE PROCEDURE p() SELECT 7"},
        {id(ObjectKind::trigger, "odd tr", "gene"),
         "CREATE TRIGGER `odd tr` AFTER DELETE ON gene FOR EACH ROW DO 0"},
    };
    for (const auto& change : changes) {
        const std::string before = place.find(change.first).value().text;
        place.run(place.objects.in_place(change.first, change.second).value());
        CHECK(place.find(change.first).value().text != before);
        CHECK(place.is_made_by(change.first, change.second));
    }
    CHECK(place.objects.attachments(id(ObjectKind::procedure, "P")).size() == 1);
    place.run("DROP USER " + user);
}

TEST_CASE("MariaDB keeps the privileges on a dropped view, and those on a routine are attached",
          "[mysql][objects]") {
    Place place;
    place.run(odd_view);
    place.run(odd_function);
    const std::string user = "'" + place.database.name() + "'@'localhost'";
    place.run("CREATE USER " + user);
    place.run("GRANT SELECT ON `odd ``v` TO " + user);
    place.run("GRANT EXECUTE, ALTER ROUTINE ON FUNCTION `odd ``f` TO " + user +
              " WITH GRANT OPTION");
    const Strings grants = place.rows("SHOW GRANTS FOR " + user);
    REQUIRE(grants.size() == 3);
    const auto attached = place.objects.attachments(id(ObjectKind::function, "odd `f"));
    REQUIRE(attached.size() == 1);
    CHECK(attached[0].key == "privileges of `" + place.database.name() + "`@`localhost`");
    CHECK(place.objects.attachments(view("odd `v")).empty());
    place.run(place.objects.drop(view("odd `v")));
    place.run(place.objects.drop(id(ObjectKind::function, "odd `f")));
    place.run(odd_view);
    place.run(odd_function);
    CHECK(place.rows("SHOW GRANTS FOR " + user).size() == 2);
    place.run(attached[0].statement);
    CHECK(place.rows("SHOW GRANTS FOR " + user) == grants);
    place.run("DROP USER " + user);
}

TEST_CASE("whether statements make a view of MariaDB is tried under another name",
          "[mysql][objects]") {
    Place place;
    place.run("CREATE TABLE retort_try_1 (a INT)");
    place.run(odd_view);
    const ObjectId one = view("odd `v");
    CHECK(place.is_made_by(one,
                           "create or replace view `odd ``v` as -- the same\n select `id`, "
                           "gene.name from gene"));
    CHECK_FALSE(place.is_made_by(one, "CREATE VIEW `odd ``v` AS SELECT name, id FROM gene"));
    CHECK_FALSE(place.is_made_by(
        one, "CREATE SQL SECURITY INVOKER VIEW `odd ``v` AS SELECT id, name FROM gene"));
    CHECK_FALSE(place.is_made_by(
        one, "CREATE ALGORITHM = TEMPTABLE VIEW `odd ``v` AS SELECT id, name FROM gene"));
    CHECK_FALSE(place.is_made_by(
        one, "CREATE DEFINER = `view`@`localhost` VIEW `odd ``v` AS SELECT id, name FROM gene"));
    CHECK_FALSE(place.is_made_by(one, "CREATE VIEW other AS SELECT id, name FROM gene"));
    CHECK(place.tables() == Strings{"gene", "odd `v"});
    CHECK(place.value("SELECT count(*) FROM retort_try_1") == "0");
}

TEST_CASE("whether statements make a routine of MariaDB is tried under another name",
          "[mysql][objects]") {
    Place place;
    place.run(odd_function);
    place.run(procedure);
    const ObjectId function = id(ObjectKind::function, "odd `f");
    CHECK(place.is_made_by(function, odd_function));
    CHECK(place.is_made_by(id(ObjectKind::procedure, "p"), procedure));
    CHECK_FALSE(place.is_made_by(function,
                                 "CREATE FUNCTION `odd ``f`(a INT) RETURNS VARCHAR(9) "
                                 "DETERMINISTIC SQL SECURITY INVOKER COMMENT 'c' RETURN a"));
    CHECK_FALSE(place.is_made_by(id(ObjectKind::procedure, "p"), odd_function));
    CHECK(place.routines() == Strings{"Odd `f", "p"});
}

TEST_CASE("whether a statement makes a trigger of MariaDB is read from its words",
          "[mysql][objects]") {
    Place place;
    place.run("CREATE TRIGGER first_one BEFORE UPDATE ON gene FOR EACH ROW DO 0");
    place.run(
        "CREATE TRIGGER tr BEFORE UPDATE ON gene FOR EACH ROW FOLLOWS first_one\n"
        "  BEGIN\n    SET new.name = 'a;b'; /* here */\n  END");
    const ObjectId one = id(ObjectKind::trigger, "tr", "gene");
    const std::string body = " BEGIN\n    SET new.name = 'a;b'; /* here */\n  END";
    CHECK(place.is_made_by(one,
                           "create definer = root@localhost trigger if not exists `tr` before "
                           "update on `gene` for each row" +
                               body + " -- over"));
    CHECK_FALSE(
        place.is_made_by(one, "CREATE TRIGGER tr AFTER UPDATE ON gene FOR EACH ROW" + body));
    CHECK_FALSE(
        place.is_made_by(one, "CREATE TRIGGER tr BEFORE INSERT ON gene FOR EACH ROW" + body));
    CHECK_FALSE(
        place.is_made_by(one, "CREATE TRIGGER tr BEFORE UPDATE ON genes FOR EACH ROW" + body));
    CHECK_FALSE(place.is_made_by(
        one, "CREATE TRIGGER tr BEFORE UPDATE ON gene FOR EACH ROW SET new.id = 1"));
    CHECK(place.value("SELECT count(*) FROM information_schema.triggers WHERE trigger_schema = "
                      "DATABASE()") == "2");
}

TEST_CASE("MariaDB's refusals for something absent are known", "[mysql][objects]") {
    Place place;
    place.run("CREATE VIEW v AS SELECT name FROM gene");
    place.run("ALTER TABLE gene DROP COLUMN name");
    const std::string sql =
        GENERATE("SELECT * FROM nope", "SELECT nope FROM gene", "SELECT nope(1)", "CALL nope()",
                 "DROP VIEW nope", "DROP TRIGGER nope", "DROP TABLE nope", "SELECT * FROM v");
    CHECK(place.objects.is_absence(place.refused(sql)));
    CHECK_FALSE(place.objects.is_absence(place.refused("CREATE TABLE gene (a INT)")));
    CHECK_FALSE(place.objects.is_blocked(place.refused(sql)));
}

TEST_CASE("one query tells which managed objects MariaDB lacks", "[mysql][objects]") {
    Place place;
    const std::string schema = GENERATE(true, false) ? place.database.name() : std::string();
    const auto tables = place.open->syntax().tables(schema, "retort_version");
    for (const std::string& sql : place.open->syntax().create_tables(tables)) {
        place.run(sql);
    }
    for (const char* sql : {odd_view, odd_function, procedure, odd_trigger}) {
        place.run(sql);
    }
    const auto record = [&](const std::string& values) {
        place.run(
            "INSERT INTO retort_object (kind, name, state, catalog_name, catalog_table, "
            "checksum, text, depends_on) VALUES (" +
            values + ", '', '', '')");
    };
    record("'view', 'v', 'made', 'odd `v', NULL");
    record("'materialized_view', 'm', 'made', 'odd `v', NULL");
    record("'function', 'f', 'made', 'odd `f', NULL");
    record("'procedure', 'p', 'made', 'p', NULL");
    record("'trigger', 'tr on gene', 'made', 'odd tr', 'gene'");
    record("'view', 'not made', 'missing', 'nope', NULL");
    CHECK(place.missing(schema).empty());
    record("'view', 'gene', 'made', 'gene', NULL");
    record("'view', 'V', 'made', 'Odd `v', NULL");
    record("'view', 'unknown', 'made', NULL, NULL");
    record("'function', 'p', 'made', 'p', NULL");
    record("'trigger', 'tr on other', 'made', 'odd tr', 'other'");
    CHECK(place.missing(schema) ==
          Strings{"function p", "trigger tr on other", "view V", "view gene", "view unknown"});
}
