#pragma once

#include "dialect/statement.hpp"
#include "dialect/syntax.hpp"
#include "dialect/value.hpp"

#include <functional>
#include <string>
#include <vector>

namespace retort::dialect {

/// What must be recorded where a message goes on.
struct Recorded {
    TableNames tables;
    std::vector<std::string> heads;  ///< in byte order
    Row state;                       ///< the row that must be there: format to open step
    Row journal;  ///< of the row that must be there: revision, direction, part, done, started,
                  ///< dirty; empty: nothing is asked of the journal
};

/// A whole step, to be run as one transaction in one message to the server.
struct Packet {
    Recorded recorded;
    std::vector<Statement> script;
    std::vector<Sql> record;
};

/// One statement of a step, behind the record of what was before it; in one message where the
/// server cannot read its text as two statements.
struct StatementPacket {
    Recorded recorded;
    bool into_open = false;   ///< the record goes into the open transaction, which is the engine's
    std::vector<Sql> record;  ///< committed before the statement, also of another step that it
                              ///< ends; may be empty
    Recorded then;            ///< recorded behind that
    const Statement* statement = nullptr;  ///< null: the record alone
    bool inside =
        false;  ///< the statement runs in a transaction, which is left open for its record
    std::string fingerprint_prefix;  ///< of `statement_fingerprint` in the record
};

enum class PacketOutcome {
    done,            ///< committed
    changed,         ///< nothing was run: the recorded state is another
    mark_gone,       ///< the script ended the transaction
    record_changed,  ///< the script changed the recorded heads; nothing is committed
    stays,           ///< the record is committed, and the statement was not run: it was to be
                     ///< `inside`, and what it changes cannot be rolled back
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

class StatementPacketSender {
public:
    StatementPacketSender() = default;
    StatementPacketSender(const StatementPacketSender&) = delete;
    StatementPacketSender& operator=(const StatementPacketSender&) = delete;
    virtual ~StatementPacketSender() = default;

    /// Waits as beginning a transaction does. On failure a transaction may stay open.
    /// @returns anything but `mark_gone`; `stays` only for a statement that is `inside`
    /// @param on_recorded called when the record is committed
    /// @throws DatabaseError, as Database::run()
    virtual PacketOutcome run(const StatementPacket& packet,
                              const std::function<void()>& on_recorded) = 0;
    /// Whether Database::judge() can tell what became of a statement that began, in all likelihood.
    virtual bool can_judge(const Statement& statement) const = 0;
    /// Whether Database::restore_session() has anything to do behind the statements that have run.
    virtual bool changed_session() const = 0;
};

}  // namespace retort::dialect
