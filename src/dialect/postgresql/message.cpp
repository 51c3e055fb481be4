#include "dialect/postgresql/message.hpp"

#include "dialect/postgresql/refusal.hpp"
#include "dialect/postgresql/syntax.hpp"
#include "script/statements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace retort::dialect::postgresql {
namespace {

constexpr const char* elapsed =
    "(extract(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.transaction_timestamp())"
    " * 1000)::bigint";

/// A statement that fails unless the condition holds.
std::string guard(const std::string& condition) {
    return "SELECT 1 / (" + condition + ")::int";
}

std::string heads_are(const Recorded& recorded, const Syntax& syntax) {
    return fmt::format(
        "coalesce((SELECT pg_catalog.string_agg(version_num, ',' ORDER BY version_num COLLATE "
        "\"C\") FROM {}), '') = {}",
        recorded.tables.version, syntax.literal(with_commas(recorded.heads)));
}

std::string state_is(const Recorded& recorded, const Syntax& syntax) {
    return fmt::format(
        "(SELECT count(*) = 1 FROM {} WHERE format = {} AND applied_digest = {} AND object_digest "
        "= {} AND open_step IS NOT DISTINCT FROM {})",
        recorded.tables.state, syntax.literal(recorded.state[0]), syntax.literal(recorded.state[1]),
        syntax.literal(recorded.state[2]), syntax.literal(recorded.state[3]));
}

}  // namespace

Message::Message(const Packet& packet, const Syntax& syntax, const std::string& beginning,
                 const SessionState& session) {
    add(Role::begin, beginning);
    add(Role::begin,
        "LOCK TABLE " + packet.recorded.tables.version + " IN SHARE ROW EXCLUSIVE MODE NOWAIT");
    add(Role::guard,
        guard(heads_are(packet.recorded, syntax) + " AND " + state_is(packet.recorded, syntax)));
    add(Role::mark, "SELECT pg_catalog.txid_current()::text");
    add(Role::mark, "SAVEPOINT retort_mark");
    for (const Statement& statement : packet.script) {
        add(Role::script, statement.text, &statement);
    }
    add(Role::take_mark, "RELEASE SAVEPOINT retort_mark");
    add(Role::take_mark, session.restored_role());
    add(Role::heads_guard, guard(heads_are(packet.recorded, syntax)));
    for (const Sql& sql : packet.record) {
        add(Role::record, syntax.rendered(sql, elapsed));
    }
    add(Role::commit, "COMMIT");
    if (std::any_of(packet.script.begin(), packet.script.end(), [](const Statement& statement) {
            return SessionState::may_change(statement.text);
        })) {
        const auto way_back = session.blind_way_back();
        for (const std::string& sql : way_back) {
            add(Role::way_back, sql);
        }
        if (way_back.empty()) {
            add(Role::session, SessionState::question());
        }
    }
}

void Message::add(Role role, std::string_view sql, const Statement* statement) {
    pieces_.push_back({role, text_.size(), statement});
    text_ += sql;
    text_ += "\n;\n";  // the statement may end in a comment
}

const Message::Piece& Message::failed(const std::vector<Result>& results) const {
    // A fault of syntax is found before anything runs: only its place tells the statement.
    const auto byte = fault_offset(results.back().get(), text_);
    if (!byte) {
        return pieces_[std::min(results.size(), pieces_.size()) - 1];
    }
    const auto behind =
        std::upper_bound(pieces_.begin(), pieces_.end(), *byte,
                         [](std::size_t at, const Piece& piece) { return at < piece.begin; });
    return *(behind - 1);
}

const Result* Message::of(Role role, const std::vector<Result>& results) const {
    const auto piece = std::find_if(pieces_.begin(), pieces_.end(),
                                    [&](const Piece& other) { return other.role == role; });
    const auto index = static_cast<std::size_t>(piece - pieces_.begin());
    return index < results.size() && succeeded(results[index]) ? &results[index] : nullptr;
}

int Message::fault_line(const Piece& piece, const Result& result) const {
    const auto byte = fault_offset(result.get(), text_);
    return byte ? script::line_at(piece.statement->text, *byte - piece.begin, piece.statement->line)
                : piece.statement->line;
}

}  // namespace retort::dialect::postgresql
