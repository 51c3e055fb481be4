#include "disturbed.hpp"

namespace retort_test {

void run(const Server& server, Direction direction) {
    const auto session = open_session(server);
    Migrator migrator(*session, long_chain());
    direction == Direction::upgrade ? migrator.upgrade() : migrator.downgrade("base");
}

Start::Start(const Server& server, Direction direction) : database_(server) {
    if (direction == Direction::downgrade) {
        run(database_.server(), Direction::upgrade);
    }
}

End::End(const Server& server, Direction direction) : direction_(direction) {
    const Start start(server, direction);
    run(start.server(), direction);
    const auto client = ServerClient::connect(start.server());
    contents_ = contents(*client);
    record_ = record(*client);
}

namespace {

/// One revision of the chain is recorded, and what is wrong has a name.
void check_nameable(Migrator& migrator) {
    const CurrentState state = migrator.current();
    REQUIRE(state.unknown.empty());
    REQUIRE(state.current.size() <= 1);
    for (const Problem& problem : migrator.check()) {
        CAPTURE(problem.detail);
        REQUIRE((problem.kind == "behind" || problem.kind == "dirty"));
    }
}

/// Of the one statement of which nobody knows: a person looks, and says.
void repair(Migrator& migrator, ServerClient& client, Direction direction) {
    migrator.repair({call_took_effect(client, direction) ? Repair::Action::did_run
                                                         : Repair::Action::did_not_run,
                     {}});
}

}  // namespace

void End::check_next_run(const Server& database) const {
    const auto client = ServerClient::connect(database);
    const auto session = open_session(database);
    Migrator migrator(*session, long_chain());
    check_nameable(migrator);
    try {
        run(database, direction_);
    } catch (const Error& error) {
        CAPTURE(error.what());
        REQUIRE(error.kind() == ErrorKind::dirty);
        REQUIRE_THAT(error.what(), ContainsSubstring("CALL grow"));
        repair(migrator, *client, direction_);
        REQUIRE_NOTHROW(run(database, direction_));
    }
    REQUIRE(contents(*client) == contents_);
    REQUIRE(record(*client) == record_);
}

}  // namespace retort_test
