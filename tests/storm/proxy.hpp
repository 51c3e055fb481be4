#pragma once

#include "migration.hpp"
#include "support/server.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace retort_test {

/// Where to cut all connections: at a client message that gets an answer of its own.
struct Cut {
    enum class Moment {
        request,   ///< the server never gets it
        running,   ///< the server has got it
        response,  ///< the server has answered (MariaDB: begins to), the client never gets that
    };
    std::size_t at = 0;  ///< from 1; 0: nowhere
    Moment moment = Moment::request;
    bool kills = false;  ///< the migration dies first
};

/// Stands between one migration and a PostgreSQL or MariaDB server; counts round trips.
class Proxy {
public:
    explicit Proxy(const Server& server);
    Proxy(const Proxy&) = delete;
    Proxy& operator=(const Proxy&) = delete;
    ~Proxy();

    /// The server as seen through this.
    const Server& server() const noexcept { return front_; }

    /// Until the migration ends, which must not stop before statements.
    void serve(Migration& migration, const Cut& cut = {});

    /// PostgreSQL: simple queries, and groups of messages up to a Sync. MariaDB: commands.
    std::size_t round_trips() const noexcept { return round_trips_; }
    /// The message that was cut; empty: none was.
    const std::string& message() const noexcept { return message_; }

private:
    struct Pair {
        int client;
        int server;
        bool started = false;     ///< the first message, which has no type, is through
        bool awaits_end = false;  ///< of the answer that is to be cut
        std::string requests;     ///< not yet sent on
        std::string batch;        ///< whole messages that wait for their Sync
        std::string answers;      ///< not yet sent on
    };

    std::string take_request(Pair& pair) const;
    char type_of(const Pair& pair, const std::string& message) const;
    void accept_one();
    bool from_client(Pair& pair);
    bool from_server(Pair& pair);
    bool pass_message(Pair& pair, const std::string& message, char type);
    bool pass_round_trip(Pair& pair);
    void hang_up();

    Server back_;
    Server front_;
    bool mariadb_;
    int listener_;
    std::vector<Pair> pairs_;
    Cut cut_;
    Migration* migration_ = nullptr;
    std::size_t round_trips_ = 0;
    std::string message_;
};

}  // namespace retort_test
