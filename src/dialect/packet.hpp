#pragma once

#include "dialect/statement.hpp"
#include "dialect/syntax.hpp"
#include "dialect/value.hpp"

#include <string>
#include <vector>

namespace retort::dialect {

/// A whole step, to be run as one transaction in one message to the server.
struct Packet {
    TableNames tables;
    std::vector<std::string> heads;  ///< as they must be recorded; in byte order
    Row state;                       ///< the row that must be there: format to open step
    std::vector<Statement> script;
    std::vector<Sql> record;
};

enum class PacketOutcome {
    done,            ///< committed
    changed,         ///< nothing was run: the recorded state is another
    mark_gone,       ///< the script ended the transaction
    record_changed,  ///< the script changed the recorded heads; nothing is committed
};

class PacketSender {
public:
    PacketSender() = default;
    PacketSender(const PacketSender&) = delete;
    PacketSender& operator=(const PacketSender&) = delete;
    virtual ~PacketSender() = default;

    /// Waits as beginning a transaction does, and sets the database's mark before the script. On
    /// failure the transaction stays open. @throws DatabaseError, as Database::run()
    virtual PacketOutcome run(const Packet& packet) = 0;
};

}  // namespace retort::dialect
