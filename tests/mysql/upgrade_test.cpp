#include "chain.hpp"
#include "fixture.hpp"
#include "query_hook.hpp"

using namespace retort_test;

namespace {

const char* const half_good =
    "-- retort:upgrade\n"
    "CREATE TABLE a (x INT);\n"
    "INSERT INTO a VALUES (1);\n"
    "INSERT INTO nosuch VALUES (2);\n";

}  // namespace

TEST_CASE("a chain goes up and down", "[mysql]") {
    Fixture f;
    CHECK(f.migrator(chain()).upgrade().steps.size() == 4);
    CHECK(f.heads() == Strings{"ddd"});
    CHECK(f.tables() == Strings{"adult", "person", "visits"});
    CHECK(f.rows("SELECT * FROM person") ==
          Strings{"1|Ada|10", "2|O'Hara|20", "3|LOW|5", "4|FOUR|40"});
    CHECK(f.rows("SELECT * FROM retort_journal").empty());
    CHECK(f.migrator(chain()).upgrade().empty());
    CHECK(f.migrator(chain()).check().empty());
    CHECK(f.migrator(chain()).downgrade("base").steps.size() == 4);
    CHECK(f.tables().empty());
    CHECK(f.heads().empty());
    CHECK(f.migrator(chain()).upgrade().steps.size() == 4);
}

TEST_CASE("a statement that fails leaves those before it, and the corrected script goes on",
          "[mysql]") {
    Fixture f;
    auto migrator = f.migrator({script_text("aaa", "", half_good)});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::statement);
    CHECK(error.facts().line == 6);
    CHECK(error.facts().code == "1146");
    CHECK_FALSE(error.facts().rolled_back);
    CHECK(std::string(error.what()) == "aaa.sql:6: Table '" + f.database.name() +
                                           ".nosuch' doesn't exist.\n"
                                           "  statement: INSERT INTO nosuch VALUES (2)\n"
                                           "  The upgrade of revision aaa stopped there; what ran "
                                           "before is recorded and is not run "
                                           "again.\n"
                                           "  Nothing else was run. The database is at base.\n"
                                           "  Correct the script and run again.");
    CHECK(f.rows("SELECT x FROM a") == Strings{"1"});
    CHECK(f.heads().empty());
    CHECK(f.value("SELECT done FROM retort_journal") == "2");

    std::string changed = half_good;
    changed.replace(changed.find("(1)"), 3, "(7)");
    auto edited = f.migrator({script_text("aaa", "", changed)});
    CHECK(error_of([&] { edited.upgrade(); }).kind() == ErrorKind::edited);

    std::string corrected = half_good;
    corrected.replace(corrected.find("nosuch"), 6, "a");
    CHECK(f.migrator({script_text("aaa", "", corrected)}).upgrade().steps.size() == 1);
    CHECK(f.rows("SELECT x FROM a") == Strings{"1", "2"});
    CHECK(f.heads() == Strings{"aaa"});
}

TEST_CASE("a definition that fails is left out and can be corrected", "[mysql]") {
    Fixture f;
    const auto* const wrong =
        GENERATE("ALTER TABLE a ADD x INT", "CREATE TABLE b (x NOSUCH)", "DROP TABLE nosuch",
                 "TRUNCATE nosuch", "RENAME TABLE nosuch TO b");
    CAPTURE(wrong);
    const std::string sections = "-- retort:upgrade\nCREATE TABLE a (x INT);\n";
    auto migrator = f.migrator({script_text("aaa", "", sections + wrong + ";\n")});
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::statement);
    CHECK(f.value("SELECT started FROM retort_journal") == "0");
    f.migrator({script_text("aaa", "", sections + "CREATE TABLE b (x INT);\n")}).upgrade();
    CHECK(f.tables() == Strings{"a", "b"});
}

TEST_CASE("the line of a syntax error is that in the file", "[mysql]") {
    Fixture f;
    auto migrator = f.migrator({script_text(
        "aaa", "", "-- retort:upgrade\nCREATE TABLE a (\n  x INT,\n  y INT INT\n);\n")});
    CHECK(error_of([&] { migrator.upgrade(); }).facts().line == 6);
}

TEST_CASE("texts are kept as they are, whatever the session's settings", "[mysql]") {
    Fixture f;
    const auto* const setting =
        GENERATE("sql_mode = ''", "sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI'", "NAMES latin1");
    CAPTURE(setting);
    *f.session << std::string("SET ") + setting;
    const std::string down = "-- retort:downgrade\nDROP TABLE a; -- it's \\ '\xC3\xA9'\n";
    const Revisions revisions({script_text("\xC3\xA9t\xC3\xA9", "",
                                           "-- retort:upgrade\nCREATE TABLE a (x INT);\n" + down)});
    f.migrator(revisions).upgrade();
    CHECK(f.value("SELECT downgrade_text FROM retort_applied") == down);
    CHECK(f.migrator(revisions).check().empty());
    f.migrator(revisions).downgrade("base");
    CHECK(f.tables().empty());
}

TEST_CASE("one transaction for all is refused before anything runs", "[mysql]") {
    Fixture f;
    Options options;
    options.transaction = TransactionMode::single;
    auto migrator = f.migrator(chain(), options);
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::usage);
    CHECK(f.tables().empty());
}

TEST_CASE("a session without a default database has no place for tables", "[mysql]") {
    Fixture f;
    auto session = open_session(with_database(f.database.server(), "information_schema"));
    FreshDatabase other(f.database.server());
    *session << "CREATE DATABASE IF NOT EXISTS " + other.name();
    *session << "USE " + other.name();
    *session << "DROP DATABASE " + other.name();
    Migrator migrator(*session, chain());
    CHECK_THROWS_WITH(migrator.upgrade(),
                      "The session has no default database, so that there is no place for tables. "
                      "Name one in the URL, or with USE before the run.");
}

TEST_CASE("what the server warns of reaches the observer", "[mysql]") {
    struct Listening : Observer {
        Strings notices;
        void on_notice(const std::string& notice) override {
            notices.push_back(notice);
            throw std::runtime_error("is dropped");
        }
    } observer;
    Options options;
    options.observer = &observer;
    Fixture f;
    f.migrator({script_text("aaa", "",
                            "-- retort:upgrade\n"
                            "CREATE TABLE word (letters VARCHAR(3));\n"
                            "DROP TABLE IF EXISTS nowhere;\n"
                            "SET sql_mode = '';\n"
                            "INSERT INTO word VALUES ('abc'), ('long;');\n"
                            "INSERT INTO word VALUES ('longer');\n")},
               options)
        .upgrade();
    const std::string cut = "Warning: Data truncated for column 'letters' at row ";
    CHECK(observer.notices ==
          Strings{"Note: Unknown table '" + f.database.name() + ".nowhere'", cut + "2", cut + "1"});
    CHECK(f.rows("SELECT letters FROM word") == Strings{"abc", "lon", "lon"});
}

TEST_CASE("a start with nothing to do is one query, whatever the ids are", "[mysql]") {
    Fixture f;
    const std::string set = GENERATE("utf8mb4", "latin1", "ascii");
    const std::string id = GENERATE("caf\xC3\xA9", "a#1", "plain", "\xE6\xBC\xA2");
    CAPTURE(set, id);
    *f.session << "SET NAMES " + set;
    const Revisions revisions{script_text(id, "", "-- retort:upgrade\nCREATE TABLE a (x INT);\n")};
    f.migrator(revisions).upgrade();
    std::size_t queries = 0;
    const QueryHook hook(QueryHook::Moment::before, [&](std::size_t) { ++queries; });
    CHECK(f.migrator(revisions).upgrade().empty());
    CHECK(queries == 1);
}
