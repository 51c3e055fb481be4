#include "crash/stride.hpp"
#include "mysql/chain.hpp"
#include "mysql/fixture.hpp"
#include "mysql/query_hook.hpp"
#include "on_cluster.hpp"

#include <csignal>

using namespace retort_test;

namespace {

using Moment = QueryHook::Moment;

void run(const Server& node) {
    const auto session = open_session(node);
    Migrator(*session, chain()).upgrade();
}

/// What a node has, and what is recorded.
std::string look(const Server& node) {
    const auto client = ServerClient::connect(node);
    client->rows("SET wsrep_sync_wait = 15");
    return contents(*client) + record(*client);
}

std::string undisturbed_end() {
    const OnCluster f;
    run(f.node(1));
    return look(f.node(1));
}

/// @returns whether it sends so many statements, to both its connections
bool is_killed_at(const Server& node, Moment moment, std::size_t at) {
    return in_child([&] {
               const QueryHook hook(moment, [&](std::size_t number) {
                   if (number == at) {
                       raise(SIGKILL);
                   }
               });
               run(node);
           }) == SIGKILL;
}

}  // namespace

TEST_CASE("after kill -9 at any statement a run on another node comes to the same end",
          "[galera][kill]") {
    const auto moment = GENERATE(Moment::before, Moment::sent, Moment::answered);
    const std::string end = undisturbed_end();
    const std::size_t step = stride(23, 47);
    std::size_t at = 1;
    for (;; at += step) {
        const OnCluster f;
        if (!is_killed_at(f.node(1), moment, at)) {
            break;
        }
        CAPTURE(at);
        REQUIRE_NOTHROW(run(f.node(2)));
        REQUIRE(look(f.node(3)) == end);
    }
    CHECK(at > 100);
}
