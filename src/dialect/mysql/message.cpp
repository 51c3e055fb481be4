#include "dialect/mysql/message.hpp"

#include "dialect/mysql/catalog.hpp"
#include "dialect/mysql/row_change.hpp"
#include "dialect/mysql/syntax.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace retort::dialect::mysql {
namespace {

/// Long ones gain nothing, and must not come to the server's limit by what is put before them or
/// behind.
constexpr std::size_t longest_to_share = 256UL * 1024UL;

const MysqlSyntax& mysql_syntax() {
    static const MysqlSyntax syntax;
    return syntax;
}

/// A statement that fails unless the condition holds.
std::string guard(const std::string& condition) {
    return "SELECT IF(" + condition + ", 1, (SELECT 1 UNION SELECT 2))";
}

/// That a table has one row, with these values.
std::string row_is(const std::string& table, std::initializer_list<const char*> columns,
                   const Row& values) {
    std::string comparison;
    auto value = values.begin();
    for (const char* column : columns) {
        comparison += (comparison.empty() ? "" : " AND ") + std::string(column) + " <=> " +
                      mysql_syntax().literal(*value++);
    }
    return fmt::format("(SELECT count(*) = 1 AND coalesce(max({}), 0) = 1 FROM {})", comparison,
                       table);
}

std::string is_recorded(const Recorded& recorded) {
    const std::string journal =
        recorded.journal.empty()
            ? std::string()
            : " AND " + row_is(recorded.tables.journal,
                               {"revision", "direction", "part", "done", "started", "dirty"},
                               recorded.journal);
    return mysql_syntax().heads_are(recorded.tables, recorded.heads) + " AND " +
           row_is(recorded.tables.state, {"format", "applied_digest", "object_digest", "open_step"},
                  recorded.state) +
           journal;
}

std::string rendered(const Sql& statement, const StatementPacket& packet) {
    const auto end = statement.values.end();
    if (packet.statement == nullptr ||
        std::find(statement.values.begin(), end, statement_fingerprint) == end) {
        return "SET STATEMENT sql_safe_updates = 0 FOR " + mysql_syntax().rendered(statement);
    }
    const auto names = catalog_change(packet.statement->text).names;
    const std::string fingerprint = "CONCAT(" + mysql_syntax().literal(packet.fingerprint_prefix) +
                                    ", " + catalog_text_sql(names, true) + ")";
    return with_catalog_settings(mysql_syntax().rendered(statement, "0", fingerprint), true);
}

}  // namespace

Message::Message(const StatementPacket& packet, const std::string& held, std::string fence)
    : fence_(std::move(fence)) {
    const bool records = !packet.record.empty() || !packet.inside;
    const bool runs_behind = packet.statement != nullptr && !packet.inside;
    if (records && packet.into_open) {
        add(Role::heads,
            guard(mysql_syntax().heads_are(packet.recorded.tables, packet.recorded.heads)));
    } else if (records) {
        // What has run is recorded even where the lock is gone, unless that fences.
        add_transaction(packet.recorded, runs_behind || !fence_.empty() ? held : "TRUE");
    }
    for (const Sql& statement : packet.record) {
        add(Role::record, rendered(statement, packet));
    }
    if (records) {
        add(Role::commit, "COMMIT");
    }
    recorded_ = pieces_.size();
    if (packet.inside) {
        add_transaction(packet.then, held);
        add_engines(*packet.statement);
    } else if (runs_behind && packet.into_open) {
        add(Role::held, guard(held));
    }
    if (packet.statement != nullptr && may_hold(*packet.statement)) {
        add(Role::script, std::string(packet.statement->text));
    }
}

void Message::add_transaction(const Recorded& recorded, const std::string& held) {
    add(Role::begin, "START TRANSACTION");
    if (!fence_.empty()) {
        add(Role::lock, fence_);
    }
    add(Role::lock, "SELECT id FROM " + recorded.tables.state + " FOR UPDATE NOWAIT");
    add(Role::lock, "SELECT version_num FROM " + recorded.tables.version + " FOR UPDATE NOWAIT");
    add(Role::held, guard(held));
    add(Role::expected, guard(is_recorded(recorded)));
}

void Message::add_engines(const Statement& statement) {
    const auto tables = tables_of_changed_rows(statement.text);
    if (!tables.empty()) {
        add(Role::engines, guard(roll_back_sql(tables)));
    }
}

bool Message::may_hold(const Statement& statement) noexcept {
    return statement.text.size() <= longest_to_share &&
           statement.text.find(';') == std::string_view::npos;
}

std::size_t Message::transaction_of(std::size_t index) const {
    while (index > 0 && pieces_[index].role != Role::begin) {
        --index;
    }
    return index;
}

std::string Message::text(std::size_t from) const {
    std::string text;
    for (std::size_t i = from; i < pieces_.size(); ++i) {
        if (i == recorded_ && text.size() > longest_to_share) {
            break;
        }
        text += (i == from ? "" : ";\n") + pieces_[i].text;
    }
    return text;
}

}  // namespace retort::dialect::mysql
