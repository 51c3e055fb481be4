#include "cli/support.hpp"
#include "support/catch.hpp"
#include "support/server.hpp"
#include "support/server_client.hpp"

#include <fmt/format.h>

#include <unistd.h>

using namespace retort_test;
using Strings = std::vector<std::string>;

namespace {

/// Scripts in a folder, and databases of a MariaDB server.
class Chain {
public:
    Chain() : server_(retort_test::server("mariadb")), database_(server_) {}

    /// On top of the one before.
    void add(const std::string& upgrade, const std::string& downgrade) {
        const std::string parent = last_;
        last_ = fmt::format("{:03}", ++number_);
        place_.script(last_, parent, upgrade, downgrade);
    }

    Result run(Strings words, const std::string& url) const {
        words.insert(words.end(), {"--scripts", place_.file("migrations"), "--url", url});
        return retort_test::run(words);
    }
    Result run(Strings words) const { return run(std::move(words), database_.url()); }
    Result squash(Strings more = {}) const {
        Strings words{"squash", last_, "--rev-id", "000", "-m", "m", "--scratch", database_.url()};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }
    std::string baseline() const { return place_.read("migrations/000_m.sql"); }

    const Server& server() const { return server_; }
    const FreshDatabase& database() const { return database_; }
    const std::string& last() const { return last_; }

    /// Databases and users of scratch of this process that are still there.
    Strings left() const {
        return ServerClient::connect(server_)->rows(fmt::format(
            "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE {0} "
            "UNION ALL SELECT user FROM mysql.user WHERE user LIKE {0}",
            fmt::format("'retortscratch{}x%'", getpid())));
    }

private:
    Server server_;
    FreshDatabase database_;
    Place place_;
    std::string last_;
    int number_ = 0;
};

Strings rows(const FreshDatabase& database, const std::string& sql) {
    return ServerClient::connect(database.server())->rows(sql);
}

}  // namespace

TEST_CASE("MariaDB: a baseline builds tables, keys and rows", "[servers][squash]") {
    Chain chain;
    chain.add("CREATE TABLE gene (id INT AUTO_INCREMENT PRIMARY KEY, symbol VARCHAR(20) NOT NULL, "
              "parent INT, made TIMESTAMP DEFAULT CURRENT_TIMESTAMP, FOREIGN KEY (parent) "
              "REFERENCES gene (id)) COMMENT 'it''s a \\\\ table';\n"
              "CREATE TABLE note (gene INT, line TEXT, CONSTRAINT of_gene FOREIGN KEY (gene) "
              "REFERENCES gene (id) ON DELETE CASCADE);",
              "DROP TABLE note;\nDROP TABLE gene;");
    chain.add("INSERT INTO gene (symbol) VALUES ('PKD1'), ('PKD2'), ('é\\\\\\n;''');\n"
              "UPDATE gene SET parent = 1 WHERE id = 2;\nDELETE FROM gene WHERE id = 3;\n"
              "INSERT INTO note VALUES (1, 'x'), (1, 'x'), (NULL, NULL);",
              "DELETE FROM note;\nDELETE FROM gene;");
    const Result result = chain.squash();
    CAPTURE(result.out, result.err);
    REQUIRE(result.status == 0);
    CAPTURE(chain.baseline());
    CHECK(chain.run({"upgrade"}).status == 0);
    CHECK(rows(chain.database(), "SELECT id, symbol, parent FROM gene ORDER BY id") ==
          Strings{"1|PKD1|NULL", "2|PKD2|1"});
    CHECK(chain.left().empty());
    FAIL();
}
