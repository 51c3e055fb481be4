#include "disturbed.hpp"

namespace retort_test {

void run(const Server& server, Direction direction) {
    const auto session = open_session(server);
    Migrator migrator(*session, chain());
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

void End::check_next_run(const Server& database) const {
    REQUIRE_NOTHROW(run(database, direction_));
    const auto client = ServerClient::connect(database);
    REQUIRE(contents(*client) == contents_);
    REQUIRE(record(*client) == record_);
}

}  // namespace retort_test
