#include "server_place.hpp"
#include "support/catch.hpp"
#include "support/server_client.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <thread>

using namespace retort_test;
using nlohmann::json;
using Strings = std::vector<std::string>;

namespace {

std::string kind_of_server() {
    return GENERATE(std::string("postgresql"), std::string("mariadb"));
}

void half_way(const ServerPlace& at) {
    const bool is_postgresql = at.database.server().kind == "postgresql";
    const std::string routine =
        is_postgresql
            ? "CREATE FUNCTION twice(n INT) RETURNS INT LANGUAGE sql AS 'SELECT n * 2';\n"
            : "DELIMITER //\nCREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC BEGIN "
              "RETURN n * 2; END//\nDELIMITER ;\n";
    at.place.script("001", "",
                    "CREATE TABLE gene (id INT PRIMARY KEY, symbol VARCHAR(40));\n"
                    "CREATE TABLE note (gene INT, line TEXT, FOREIGN KEY (gene) REFERENCES "
                    "gene (id));\n"
                    "INSERT INTO gene VALUES (1, 'PKD1'), (2, 'a''b(c),;\\n'), (3, NULL);\n"
                    "INSERT INTO note VALUES (1, 'first'), (2, 'second'), (2, '(3, ''x'')');\n" +
                        routine + "CREATE VIEW symbols AS SELECT symbol FROM gene;",
                    "DROP VIEW symbols;\nDROP FUNCTION twice;\nDROP TABLE note;\nDROP TABLE gene;");
    at.place.script("002", "001",
                    "CREATE TABLE empty_one (a INT);\nDELETE FROM note;\n"
                    "INSERT INTO gene VALUES (4, 'PKHD1');",
                    "DROP TABLE empty_one;");
    REQUIRE(at.run({"upgrade", "001"}).status == 0);
}

json answered(const ServerPlace& at, std::vector<std::string> words, bool scratch = false) {
    words.emplace_back("--json");
    const Result result = at.run(words, scratch);
    CAPTURE(result.err, result.out);
    REQUIRE(result.status == 0);
    return json::parse(result.out);
}

/// What a user would see.
std::vector<std::string> seen(const Server& server) {
    const auto client = ServerClient::connect(server);
    std::vector<std::string> all;
    for (const char* query :
         {"SELECT * FROM gene ORDER BY id", "SELECT * FROM note ORDER BY line",
          "SELECT twice(4), count(*) FROM symbols", "SELECT version_num FROM retort_version"}) {
        for (const std::string& row : client->rows(query)) {
            all.push_back(row);
        }
    }
    return all;
}

}  // namespace

TEST_CASE("a server's database comes back from its backup", "[servers]") {
    const ServerPlace at(kind_of_server());
    half_way(at);
    const auto before = seen(at.database.server());
    const json backup = answered(at, {"backup", at.place.file("saved")});
    CHECK(backup["revision"] == json{"001"});
    CHECK(backup["tables"] ==
          json{{{"name", "gene"}, {"rows", 3}}, {{"name", "note"}, {"rows", 3}}});
    CHECK(backup["files"].size() == 3);
    CHECK_THAT(at.place.read("saved/schema.sql"),
               ContainsSubstring("CREATE ") && !ContainsSubstring("second"));
    CHECK_THAT(at.place.read("saved/data.sql"),
               ContainsSubstring("second") && !ContainsSubstring("CREATE "));
    REQUIRE(at.run({"upgrade"}).status == 0);
    const Result refused = at.run({"restore", at.place.file("saved")});
    CHECK(refused.status == 1);
    CHECK_THAT(refused.err, ContainsSubstring("is not empty. Nothing was changed."));
    const Result replaced = at.run({"restore", at.place.file("saved"), "--replace"});
    CAPTURE(replaced.err);
    REQUIRE(replaced.status == 0);
    CHECK(seen(at.database.server()) == before);
    CHECK(at.run({"upgrade"}).status == 0);
}

TEST_CASE("a backup fills a database that is empty, and makes one that is not there", "[servers]") {
    const ServerPlace at(kind_of_server());
    half_way(at);
    const auto before = seen(at.database.server());
    REQUIRE(at.run({"backup", at.place.file("saved")}).status == 0);
    const FreshDatabase other(at.database.server());
    REQUIRE(run({"--url", other.url(), "restore", at.place.file("saved")}).status == 0);
    CHECK(seen(other.server()) == before);
    drop_database(at.database.server(), other.name());
    REQUIRE(run({"--url", other.url(), "restore", at.place.file("saved")}).status == 0);
    CHECK(seen(other.server()) == before);
}

TEST_CASE("a schema that is named as the database's own goes with it", "[servers]") {
    const ServerPlace at(kind_of_server());
    half_way(at);
    const auto before = seen(at.database.server());
    const std::string schema =
        at.database.server().kind == "postgresql" ? "public" : at.database.name();
    const Strings named{"--version-schema", schema};
    const auto run_named = [&](Strings words, bool scratch = false) {
        words.insert(words.end(), named.begin(), named.end());
        const Result result = at.run(words, scratch);
        CAPTURE(result.err);
        CHECK(result.status == 0);
    };
    run_named({"backup", at.place.file("saved")});
    run_named({"rehearse"}, true);
    CHECK(seen(at.database.server()) == before);
    run_named({"upgrade"});
    run_named({"restore", at.place.file("saved"), "--replace"});
    CHECK(seen(at.database.server()) == before);
}

TEST_CASE("a backup is of one moment, whoever writes meanwhile", "[servers]") {
    const ServerPlace at(kind_of_server());
    half_way(at);
    std::atomic<bool> stop{false};
    std::atomic<int> written{0};
    std::thread writer([&] {
        const auto client = ServerClient::connect(at.database.server());
        for (int id = 100; !stop; ++id) {
            client->rows("BEGIN");
            client->rows(fmt::format("INSERT INTO note VALUES (NULL, '{}')", id));
            client->rows(fmt::format("INSERT INTO gene VALUES ({0}, '{0}')", id));
            client->rows("COMMIT");
            ++written;
        }
    });
    while (written < 20) {
        std::this_thread::yield();
    }
    const Result backup = at.run({"backup", at.place.file("saved"), "--json"});
    const int in_the_end = written;
    stop = true;
    writer.join();
    REQUIRE(backup.status == 0);
    CHECK(in_the_end > 20);
    const json tables = json::parse(backup.out)["tables"];
    CHECK(tables[0]["rows"] == tables[1]["rows"]);
    CHECK(tables[0]["rows"] >= 23);
    const FreshDatabase other(at.database.server());
    const Result restored = run({"--url", other.url(), "restore", at.place.file("saved")});
    CAPTURE(restored.err);
    CHECK(restored.status == 0);
}

TEST_CASE("a database that is replaced keeps what it has besides what is in it", "[servers]") {
    const ServerPlace at("postgresql");
    const std::string name = at.database.name();
    const auto client = ServerClient::connect(with_database(at.database.server(), "postgres"));
    client->rows(fmt::format("DROP DATABASE {}", name));
    client->rows(
        fmt::format("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER "
                    "icu ICU_LOCALE 'de-AT'",
                    name));
    half_way(at);
    const auto properties = [&] {
        return client->rows(fmt::format(
            "SELECT d.datname, r.rolname, d.datconnlimit, shobj_description(d.oid, 'pg_database'), "
            "(SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(d.datacl) a), (SELECT "
            "string_agg(s.setrole::regrole || ':' || s.setconfig::text, ' ' ORDER BY s.setrole) "
            "FROM pg_db_role_setting s WHERE s.setdatabase = d.oid), d.encoding, d.datcollate, "
            "d.datlocprovider, d.daticulocale FROM "
            "pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE d.datname = '{}'",
            name));
    };
    client->rows(fmt::format("ALTER DATABASE {} SET search_path = public, \"Odd one\"", name));
    client->rows(fmt::format("ALTER DATABASE {} SET work_mem = '5MB'", name));
    client->rows(
        fmt::format("ALTER ROLE CURRENT_USER IN DATABASE {} SET TimeZone = 'Asia/Tokyo'", name));
    client->rows(fmt::format("COMMENT ON DATABASE {} IS 'ours'", name));
    client->rows(fmt::format("ALTER DATABASE {} CONNECTION LIMIT 40", name));
    client->rows(fmt::format("REVOKE CONNECT ON DATABASE {} FROM PUBLIC", name));
    client->rows(fmt::format("GRANT CREATE ON DATABASE {} TO pg_monitor WITH GRANT OPTION", name));
    const auto before = properties();
    REQUIRE(at.run({"backup", at.place.file("saved")}).status == 0);
    REQUIRE(at.run({"restore", at.place.file("saved"), "--replace"}).status == 0);
    CHECK(properties() == before);
    CHECK(client->rows("SELECT datname FROM pg_database WHERE datname LIKE 'retortre%'").empty());
}

TEST_CASE("a database that somebody uses is not replaced", "[servers]") {
    const ServerPlace at("postgresql");
    half_way(at);
    REQUIRE(at.run({"backup", at.place.file("saved")}).status == 0);
    REQUIRE(at.run({"upgrade"}).status == 0);
    {
        const auto user = ServerClient::connect(at.database.server());
        const Result refused =
            at.run({"restore", at.place.file("saved"), "--replace", "--lock-timeout", "1"});
        CHECK(refused.status == 1);
        CHECK_THAT(refused.err, ContainsSubstring("Others are connected to"));
        CHECK(user->value("SELECT version_num FROM retort_version") == "002");
    }
    CHECK(at.run({"restore", at.place.file("saved"), "--replace"}).status == 0);
}

TEST_CASE("a server's upgrade saves the database first", "[servers]") {
    const ServerPlace at(kind_of_server());
    half_way(at);
    const auto before = seen(at.database.server());
    REQUIRE(at.run({"upgrade", "--backup", at.place.file("saved")}).status == 0);
    REQUIRE(at.run({"restore", at.place.file("saved"), "--replace"}).status == 0);
    CHECK(seen(at.database.server()) == before);
}

TEST_CASE("a server's upgrade is rehearsed on a copy", "[servers]") {
    const ServerPlace at(kind_of_server());
    half_way(at);
    const auto before = seen(at.database.server());
    const json expected = {{"gene", 1}, {"note", -3}};
    const json rehearsed = answered(at, {"rehearse"}, true);
    CHECK(rehearsed["ok"] == true);
    REQUIRE(rehearsed["steps"].size() == 1);
    CHECK(rehearsed["steps"][0]["row_changes"] == expected);
    CHECK_THAT(at.run({"rehearse"}).err, ContainsSubstring("--scratch"));
    if (at.database.server().kind == "postgresql") {
        CHECK(answered(at, {"rehearse", "--template"})["steps"][0]["row_changes"] == expected);
    } else {
        CHECK(at.run({"rehearse", "--template"}).status == 1);
    }
    at.place.script("003", "002", "INSERT INTO nowhere VALUES (1);", "");
    CHECK(at.run({"rehearse"}, true).status == 1);
    CHECK(seen(at.database.server()) == before);
    CHECK(scratch_left(at.database.server()).empty());
}
