#pragma once

#include "dialect/packet.hpp"
#include "dialect/postgresql/connection.hpp"
#include "dialect/postgresql/session_state.hpp"
#include "dialect/syntax.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace retort::dialect::postgresql {

/// A packet as the text of one message, and what each of its statements is for.
class Message {
public:
    enum class Role {
        begin,
        guard,
        mark,
        script,
        take_mark,
        heads_guard,
        record,
        commit,
        session,   ///< looks at it
        way_back,  ///< puts it back
    };
    struct Piece {
        Role role;
        std::size_t begin;                     ///< byte in the text
        const Statement* statement = nullptr;  ///< of the script
    };

    /// @param packet must outlive the message
    /// @param session whose role is put back behind the script, and which the message puts back or
    /// looks at in the end where the script may have changed it
    Message(const Packet& packet, const Syntax& syntax, const std::string& beginning,
            const SessionState& session);

    const std::string& text() const noexcept { return text_; }
    std::size_t size() const noexcept { return pieces_.size(); }
    /// The piece that the last of these results belongs to. @pre it is a failure
    const Piece& failed(const std::vector<Result>& results) const;
    /// The result of the first piece with this role; null when it did not succeed.
    const Result* of(Role role, const std::vector<Result>& results) const;
    /// The line of the fault in a piece of the script.
    int fault_line(const Piece& piece, const Result& result) const;

private:
    void add(Role role, std::string_view sql, const Statement* statement = nullptr);

    std::string text_;
    std::vector<Piece> pieces_;
};

}  // namespace retort::dialect::postgresql
