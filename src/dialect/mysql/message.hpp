#pragma once

#include "dialect/packet.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace retort::dialect::mysql {

/// A packet as the text of one message, and what each of its statements is for. The script's
/// statement comes last: whatever the server makes of it takes nothing of the engine's along.
/// For MariaDB: MySQL knows no SET STATEMENT.
class Message {
public:
    enum class Role { begin, lock, held, expected, heads, record, commit, engines, script };
    struct Piece {
        Role role;
        std::string text;
    };

    /// @param held an SQL condition that holds as long as the lock does
    /// @param fence a statement that each transaction begins with; empty: none
    Message(const StatementPacket& packet, const std::string& held, std::string fence);

    /// Whether a statement may share a message: the server could not take its text for two.
    static bool may_hold(const Statement& statement) noexcept;

    std::size_t size() const noexcept { return pieces_.size(); }
    const Piece& operator[](std::size_t index) const { return pieces_[index]; }
    /// How many pieces there are up to the commit of the record.
    std::size_t recorded() const noexcept { return recorded_; }
    /// Where the transaction that the piece is in begins.
    std::size_t transaction_of(std::size_t index) const;
    /// What is sent at once from one piece on: a long record goes alone.
    std::string text(std::size_t from) const;

private:
    void add(Role role, std::string text) { pieces_.push_back({role, std::move(text)}); }
    void add_transaction(const Recorded& recorded, const std::string& held);
    /// Of the tables whose rows the statement changes: in a transaction it must be undone as a
    /// whole.
    void add_engines(const Statement& statement);

    std::string fence_;
    std::vector<Piece> pieces_;
    std::size_t recorded_ = 0;
};

}  // namespace retort::dialect::mysql
