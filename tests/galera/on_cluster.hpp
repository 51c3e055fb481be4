#pragma once

#include "starter.hpp"
#include "storm/counting_chain.hpp"
#include "storm/database.hpp"
#include "support/catch.hpp"
#include "support/server.hpp"
#include "support/server_client.hpp"

#include <retort/migrator.hpp>

#include <memory>
#include <string>

namespace retort_test {

using namespace retort;

/// Returns when every node has what was committed before.
void wait_for_all(const Server& cluster);
/// The first row that a node has then.
std::string value_at(const Server& node, const std::string& sql);

/// A database of its own on the shared cluster, seen from each node.
struct OnCluster {
    OnCluster() { wait_for_all(cluster); }

    Server cluster = server("galera");
    FreshDatabase database{cluster};

    Server node(std::size_t number) const {
        return with_database(cluster.nodes.at(number - 1), database.name());
    }
    /// What a node says when it has all that the others committed.
    std::string value(std::size_t number, const std::string& sql) const {
        return value_at(node(number), sql);
    }
    /// Ends the connection of a node that holds the lock, and no other.
    void cut_lock(std::size_t number) const;
    /// Runs and distinct ones, then those recorded as done.
    std::string runs(std::size_t number) const {
        return value(number,
                     "SELECT count(*), count(DISTINCT revision), (SELECT count(*) FROM "
                     "retort_history WHERE outcome = 'done' AND action = 'upgrade') FROM ran");
    }
};

/// As OnCluster::runs() says it.
inline std::string each_once(int revisions) {
    const std::string all = std::to_string(revisions);
    return all + "|" + all + "|" + all;
}

/// Upgrades to the end of the starters' chain.
Plan upgrade(const Server& database, Observer* observer = nullptr,
             std::chrono::milliseconds patience = std::chrono::seconds(60));

/// What `action` fails with; empty: it does not.
template <class Action>
std::string failure_of(Action&& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

}  // namespace retort_test
