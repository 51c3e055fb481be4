#include "chain.hpp"
#include "fixture.hpp"

using namespace retort_test;

TEST_CASE("a version table of Alembic is taken over as it stands", "[mysql]") {
    Fixture f;
    const auto* const collation = GENERATE("latin1", "utf8mb3", "utf8mb4");
    CAPTURE(collation);
    f.migrator(chain()).upgrade("bbb");
    for (const char* table : {"version", "applied", "history", "journal", "object", "state"}) {
        f.rows(std::string("DROP TABLE retort_") + table);
    }
    f.rows(std::string("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT "
                       "alembic_version_pkc PRIMARY KEY (version_num)) CHARACTER SET ") +
           collation);
    f.rows("INSERT INTO alembic_version VALUES ('bbb')");
    Options options;
    options.version_table = "alembic_version";
    CHECK(f.migrator(chain(), options).upgrade().steps.size() == 2);
    CHECK(f.rows("SELECT version_num FROM alembic_version") == Strings{"ddd"});
    CHECK(f.migrator(chain(), options).check().empty());
    CHECK(f.migrator(chain(), options).upgrade().empty());
}

TEST_CASE("an id too long for the column of another tool is noticed", "[mysql]") {
    Fixture f;
    const std::string id(40, 'a');
    f.rows("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)");
    Options options;
    options.version_table = "alembic_version";
    const Revisions revisions{script_text(id, "", "-- retort:upgrade\nCREATE TABLE a (x INT);\n")};
    auto migrator = f.migrator(revisions, options);
    const std::string message = error_of([&] { migrator.upgrade(); }).what();
    const std::string remedy = message.substr(message.find("ALTER TABLE"));
    CHECK(remedy == "ALTER TABLE `" + f.database.name() +
                        "`.`alembic_version` MODIFY version_num VARCHAR(255) CHARACTER SET utf8mb4 "
                        "COLLATE utf8mb4_bin NOT NULL, ROW_FORMAT=DYNAMIC;");
    f.rows(remedy);
    CHECK(migrator.upgrade().steps.size() == 1);
}

TEST_CASE("ids that differ in case are different, and state tables are the engine's", "[mysql]") {
    Fixture f;
    *f.session << "SET default_storage_engine = MyISAM, sql_mode = 'ANSI'";
    f.migrator(chain()).upgrade();
    CHECK(f.rows("SELECT DISTINCT engine, row_format, table_collation FROM "
                 "information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE "
                 "'retort\\_%'") == Strings{"InnoDB|Dynamic|utf8mb4_bin"});
    CHECK(f.value("SELECT count(*) FROM retort_version WHERE version_num = 'DDD'") == "0");
}

TEST_CASE("a database with tables and no record is not touched", "[mysql]") {
    Fixture f;
    f.rows("CREATE TABLE other (x INT)");
    auto migrator = f.migrator(chain());
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::unmanaged);
    CHECK(f.tables() == Strings{"other"});
    migrator.stamp({"aaa"});
    CHECK(f.heads() == Strings{"aaa"});
}
