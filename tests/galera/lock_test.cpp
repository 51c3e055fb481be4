#include "on_cluster.hpp"
#include "support/own_server.hpp"

using namespace retort_test;
using Catch::Matchers::Contains;

namespace {

using Stops = Starter::Stops;

struct Told : Observer {
    std::string holder;
    void on_waiting(const Waiting& waiting) override { holder = waiting.holder; }
};

}  // namespace

TEST_CASE("a starter on another node waits and is told who holds the lock", "[galera]") {
    const OnCluster f;
    Starter first(f.node(1), Stops::inside);
    for (const std::size_t other : {1U, 2U}) {
        Told told;
        const std::string failure =
            failure_of([&] { upgrade(f.node(other), &told, std::chrono::milliseconds(200)); });
        CHECK_THAT(failure, Contains("Another process was migrating this database for the"));
        CHECK_THAT(failure, Contains(told.holder));
        CHECK_THAT(told.holder, Contains(" of " + f.cluster.user + " from 127.0.0.1:"));
        CHECK_THAT(told.holder, Contains(" on node1"));
    }
    CHECK(first.ending().empty());
    CHECK(upgrade(f.node(2)).empty());
    CHECK(f.runs(3) == each_once(Starter::revisions));
}

TEST_CASE("a holder that is killed frees the lock on every node", "[galera]") {
    const OnCluster f;
    const auto stops = GENERATE(Stops::inside, Stops::between);
    Starter first(f.node(1), stops);
    first.kill();
    CHECK(upgrade(f.node(2)).steps.size() == (stops == Stops::inside ? 4 : 3));
    CHECK(f.runs(3) == each_once(Starter::revisions));
}

TEST_CASE("a holder whose node is killed is followed on another node", "[galera]") {
    OwnServer own("galera");
    const Server cluster = own.server();
    const std::string name = fresh_database(cluster);
    wait_for_all(cluster);
    const auto node = [&](std::size_t number) {
        return with_database(cluster.nodes.at(number - 1), name);
    };
    Starter first(node(1), Stops::inside);
    own.kill("node1");
    CHECK_NOTHROW(upgrade(node(2)));
    CHECK_FALSE(first.ending().empty());
    CHECK(value_at(node(3), "SELECT count(*), count(DISTINCT revision) FROM ran") == "6|6");
}

TEST_CASE("who lost the lock writes nothing once another has taken over", "[galera]") {
    const OnCluster f;
    Starter first(f.node(1), Stops::between);
    f.cut_lock(1);
    struct Resume : Observer {
        explicit Resume(Starter& starter) : other(starter) {}
        Starter& other;
        std::string ending;
        void on_statement(const Statement& statement) override {
            // Nothing of this run is committed yet but the token.
            if (statement.revision == "rev003") {
                ending = other.ending();
            }
        }
    } resume(first);
    CHECK(upgrade(f.node(2), &resume).steps.size() == 3);
    CHECK_THAT(resume.ending, Contains("Another process has taken the migration over: connection"));
    CHECK_THAT(resume.ending, Contains(" on node2, because the connection that held the lock"));
    CHECK(f.runs(3) == each_once(Starter::revisions));
}

TEST_CASE("a transaction that was open when another took over is not committed", "[galera]") {
    const OnCluster f;
    Starter first(f.node(1), Stops::inside);
    f.cut_lock(1);
    CHECK(upgrade(f.node(2)).steps.size() == 4);
    CHECK_THAT(first.ending(), Contains("Deadlock found"));
    CHECK(f.runs(3) == each_once(Starter::revisions));
}

TEST_CASE("a lock that was lost while nobody took over is noticed", "[galera]") {
    const OnCluster f;
    Starter first(f.node(1), Stops::between);
    f.cut_lock(1);
    CHECK_THAT(first.ending(), Contains("The lock was gone when the run had ended"));
    CHECK(f.runs(3) == each_once(Starter::revisions));
}

TEST_CASE("the session reads as it did before, and the lock is nobody's", "[galera]") {
    const OnCluster f;
    const auto session = open_session(place_of(f.node(1)));
    *session << "SET wsrep_sync_wait = 4";
    const auto lent = [&] {
        int value = 0;
        *session << "SELECT @@SESSION.wsrep_sync_wait", soci::into(value);
        return value;
    };
    Migrator(*session, counting_chain(3)).upgrade();
    CHECK(lent() == 4);
    CHECK(f.value(2, "SELECT id, token, holder FROM retort_lock WHERE id = 1") == "1|0|NULL");
    std::vector<Source> sources;
    for (ScriptText& script : counting_scripts(3)) {
        sources.emplace_back(std::move(script));
    }
    sources.emplace_back(ScriptText{
        "bad.sql",
        "-- bad\n-- retort:revision bad\n-- retort:down_revision rev002\n-- retort:upgrade\n"
        "INSERT INTO nowhere VALUES (1);\n"});
    CHECK_THROWS_AS(Migrator(*session, Revisions(sources)).upgrade(), Error);
    CHECK(lent() == 4);
    CHECK(f.value(2, "SELECT holder FROM retort_lock WHERE id = 1") == "NULL");
}

TEST_CASE("a user who may not open a second connection is told so", "[galera]") {
    const OnCluster f;
    const auto client = ServerClient::connect(f.node(1));
    client->rows(
        "CREATE OR REPLACE USER single IDENTIFIED BY 'single' WITH MAX_USER_CONNECTIONS 1");
    client->rows("GRANT ALL ON *.* TO single");
    Server alone = f.node(1);
    alone.user = alone.password = "single";
    const std::string failure =
        failure_of([&] { upgrade(alone, nullptr, std::chrono::milliseconds(100)); });
    CHECK_THAT(failure, Contains("held by a second connection, which could not be opened: "));
    CHECK_THAT(failure, Contains("max_user_connections"));
    client->rows("DROP USER single");
    CHECK(client->rows("SHOW TABLES").empty());
}
