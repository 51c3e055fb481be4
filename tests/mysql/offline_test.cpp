#include "chain.hpp"
#include "fixture.hpp"
#include "support/temporary_folder.hpp"

#include <retort/offline.hpp>

#include <cstdlib>
#include <fstream>

using namespace retort_test;

namespace {

/// @returns the exit status of the mariadb client
int run_by_client(const Server& server, const std::string& sql) {
    const TemporaryFolder folder;
    const std::string file = folder.file("a.sql");
    std::ofstream(file) << sql;
    const std::string command = "MYSQL_PWD='" + server.password + "' mariadb --no-defaults -h " +
                                server.host + " -P " + std::to_string(server.port) + " -u " +
                                server.user + " --protocol=tcp " + server.database + " < " + file +
                                " > /dev/null 2>&1";
    return std::system(command.c_str());
}

}  // namespace

TEST_CASE("what is printed comes to the same end by the server's client", "[mysql]") {
    Fixture printed;
    const std::string up = offline_sql(chain(), Dialect::mysql, Direction::upgrade, "heads");
    REQUIRE(run_by_client(printed.database.server(), up) == 0);
    Fixture run;
    run.migrator(chain()).upgrade();
    CHECK(contents(*printed.client) == contents(*run.client));
    CHECK(record(*printed.client) == record(*run.client));
    CHECK(printed.migrator(chain()).check().empty());
    CHECK(printed.migrator(chain()).upgrade().empty());

    const std::string down = offline_sql(chain(), Dialect::mysql, Direction::downgrade, "ddd:base");
    REQUIRE(run_by_client(printed.database.server(), down) == 0);
    CHECK(printed.tables().empty());
    CHECK(printed.heads().empty());
}

TEST_CASE("what is printed stops where other heads are recorded", "[mysql]") {
    Fixture f;
    f.migrator(chain()).upgrade("bbb");
    const std::string up = offline_sql(chain(), Dialect::mysql, Direction::upgrade, "aaa:bbb");
    CHECK(run_by_client(f.database.server(), up) != 0);
    CHECK(f.heads() == Strings{"bbb"});
    const std::string next = offline_sql(chain(), Dialect::mysql, Direction::upgrade, "bbb:heads");
    CHECK(run_by_client(f.database.server(), next) == 0);
    CHECK(f.heads() == Strings{"ddd"});
}

TEST_CASE("what is printed defines nothing where other heads are recorded", "[mysql]") {
    Fixture f;
    const Revisions revisions{
        script_text("aaa", "", "-- retort:upgrade\nCREATE TABLE n (x INT);\n"),
        script_text("bbb", "aaa", "-- retort:upgrade\nDROP TABLE IF EXISTS n;\n")};
    f.migrator(revisions).upgrade();
    f.rows("CREATE TABLE n (x INT)");
    const std::string again = offline_sql(revisions, Dialect::mysql, Direction::upgrade, "aaa:bbb");
    CHECK(run_by_client(f.database.server(), again) != 0);
    CHECK(f.tables() == Strings{"n"});
}
