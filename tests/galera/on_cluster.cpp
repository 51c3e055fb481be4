#include "on_cluster.hpp"

namespace retort_test {

void wait_for_all(const Server& cluster) {
    for (const Server& node : cluster.nodes) {
        value_at(node, "SELECT 1");
    }
}

std::string value_at(const Server& node, const std::string& sql) {
    const auto client = ServerClient::connect(node);
    client->rows("SET wsrep_sync_wait = 15");
    return client->value(sql);
}

void OnCluster::cut_lock(std::size_t number) const {
    const auto client = ServerClient::connect(node(number));
    // It has no default database.
    const auto ids = client->rows(
        "SELECT p.id FROM information_schema.processlist AS p JOIN information_schema.innodb_trx "
        "AS t ON t.trx_mysql_thread_id = p.id WHERE p.db IS NULL AND p.user = '" +
        cluster.user + "'");
    REQUIRE(ids.size() == 1);
    client->rows("KILL " + ids.front());
}

Plan upgrade(const Server& database, Observer* observer, std::chrono::milliseconds patience) {
    const auto session = open_session(place_of(database));
    Options options;
    options.observer = observer;
    options.lock_timeout = patience;
    return Migrator(*session, starters_chain(), options).upgrade();
}

}  // namespace retort_test
