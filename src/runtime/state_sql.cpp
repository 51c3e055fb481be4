#include "runtime/state_sql.hpp"

#include <algorithm>

namespace retort::runtime {
namespace {

using dialect::number;
using dialect::Sql;
using dialect::text;
using dialect::text_or_null;

std::vector<std::string> without(const std::vector<std::string>& all,
                                 const std::vector<std::string>& some) {
    std::vector<std::string> rest;
    for (const std::string& one : all) {
        if (std::find(some.begin(), some.end(), one) == some.end()) {
            rest.push_back(one);
        }
    }
    return rest;
}

/// Names of objects may hold commas, and no line ends.
std::string lines_of(const std::vector<std::string>& names) {
    std::string result;
    for (const std::string& name : names) {
        result += (result.empty() ? "" : "\n") + name;
    }
    return result;
}

std::vector<std::string> split_lines(const std::string& lines) {
    std::vector<std::string> names;
    std::size_t begin = 0;
    while (begin < lines.size()) {
        const std::size_t end = std::min(lines.find('\n', begin), lines.size());
        names.push_back(lines.substr(begin, end - begin));
        begin = end + 1;
    }
    return names;
}

/// `id checksum`, joined by commas: neither holds a blank.
std::string joined_replaced(const std::vector<Replaced>& replaces) {
    std::vector<std::string> entries;
    entries.reserve(replaces.size());
    for (const Replaced& replaced : replaces) {
        entries.push_back(replaced.id + " " + replaced.checksum);
    }
    return joined(entries);
}

std::vector<Replaced> split_replaced(const std::string& text) {
    std::vector<Replaced> replaces;
    for (const std::string& entry : split(text)) {
        const std::size_t blank = std::min(entry.find(' '), entry.size());
        replaces.push_back({entry.substr(0, blank),
                            blank < entry.size() ? entry.substr(blank + 1) : std::string()});
    }
    return replaces;
}

std::string name_of(ObjectRow::State state) {
    switch (state) {
        case ObjectRow::State::making:
            return "making";
        case ObjectRow::State::left_out:
            return "left_out";
        case ObjectRow::State::foreign:
            return "foreign";
        case ObjectRow::State::made:
            break;
    }
    return "made";
}

ObjectRow::State object_state(const std::string& name) {
    for (const auto state :
         {ObjectRow::State::making, ObjectRow::State::left_out, ObjectRow::State::foreign}) {
        if (name == name_of(state)) {
            return state;
        }
    }
    return ObjectRow::State::made;
}

}  // namespace

std::string open_step_name(Direction direction, const std::string& id) {
    return std::string(to_string(direction)) + " " + id;
}

std::string joined(const std::vector<std::string>& ids) {
    std::string result;
    for (const std::string& id : ids) {
        result += (result.empty() ? "" : ",") + id;
    }
    return result;
}

std::vector<std::string> split(const std::string& ids) {
    std::vector<std::string> result;
    std::size_t begin = 0;
    while (begin < ids.size()) {
        const std::size_t end = std::min(ids.find(',', begin), ids.size());
        result.push_back(ids.substr(begin, end - begin));
        begin = end + 1;
    }
    return result;
}

StateSql::StateSql(const dialect::Syntax& syntax, const std::string& schema,
                   const std::string& version_table)
    : syntax_(syntax), tables_(syntax.tables(schema, version_table)) {}

std::vector<Sql> StateSql::create() const {
    std::vector<Sql> statements;
    for (std::string& statement : syntax_.create_tables(tables_)) {
        statements.push_back({std::move(statement), {}});
    }
    return statements;
}

Sql StateSql::quick() const {
    return {syntax_.state_query(tables_), {}};
}

Sql StateSql::read_heads() const {
    return {"SELECT version_num FROM " + tables_.version, {}};
}

Sql StateSql::read_applied() const {
    return {
        "SELECT revision, down_revisions, depends_on, branch_labels, message, upgrade_checksum,"
        " downgrade_checksum, downgrade_text, origin, applied_at, stands_for, replaces FROM " +
            tables_.applied,
        {}};
}

Sql StateSql::read_journal() const {
    return {
        "SELECT revision, direction, part, done, done_checksum, started, fingerprint,"
        " context, dirty, at FROM " +
            tables_.journal,
        {}};
}

Sql StateSql::read_history() const {
    return {
        "SELECT revision, action, at, duration_ms, checksum, outcome, heads_before, heads_after,"
        " retort, detail FROM " +
            tables_.history + " ORDER BY id",
        {}};
}

Sql StateSql::read_any_history() const {
    return {"SELECT id FROM " + tables_.history + " LIMIT 1", {}};
}

Sql StateSql::read_objects() const {
    return {
        "SELECT kind, name, checksum, text, catalog_text, depends_on, state, earlier_checksums,"
        " catalog_name, catalog_table FROM " +
            tables_.object,
        {}};
}

std::vector<Sql> StateSql::move_heads(const std::vector<std::string>& from,
                                      const std::vector<std::string>& to) const {
    auto gone = without(from, to);
    auto fresh = without(to, from);
    std::vector<Sql> statements;
    while (!gone.empty() && !fresh.empty()) {
        statements.push_back(
            {"UPDATE " + tables_.version + " SET version_num = ? WHERE version_num = ?",
             {fresh.back(), gone.back()}});
        gone.pop_back();
        fresh.pop_back();
    }
    for (const std::string& id : gone) {
        statements.push_back({"DELETE FROM " + tables_.version + " WHERE version_num = ?", {id}});
    }
    for (const std::string& id : fresh) {
        statements.push_back(
            {"INSERT INTO " + tables_.version + " (version_num) VALUES (?)", {id}});
    }
    return statements;
}

Sql StateSql::insert_applied(const AppliedRow& row) const {
    return {"INSERT INTO " + tables_.applied +
                " (revision, down_revisions, depends_on, branch_labels, message, upgrade_checksum,"
                " downgrade_checksum, downgrade_text, origin, applied_at, stands_for, replaces)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {row.id, joined(row.down_revisions), joined(row.depends_on), joined(row.branch_labels),
             row.message, row.upgrade_checksum, row.downgrade_checksum,
             text_or_null(row.downgrade_text), row.origin, row.applied_at,
             text_or_null(row.stands_for), text_or_null(joined_replaced(row.replaces))}};
}

Sql StateSql::delete_applied(const std::string& id) const {
    return {"DELETE FROM " + tables_.applied + " WHERE revision = ?", {id}};
}

Sql StateSql::insert_history(const LogEntry& entry) const {
    return {"INSERT INTO " + tables_.history +
                " (revision, action, at, duration_ms, checksum, outcome, heads_before, heads_after,"
                " retort, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {text_or_null(entry.revision), entry.action, entry.at,
             static_cast<std::int64_t>(entry.duration_ms), text_or_null(entry.checksum),
             entry.outcome, joined(entry.heads_before), joined(entry.heads_after), entry.retort,
             text_or_null(entry.detail)}};
}

Sql StateSql::insert_timed_history(const LogEntry& entry) const {
    Sql sql = insert_history(entry);
    sql.values[3] = dialect::elapsed_time;
    return sql;
}

Sql StateSql::insert_state(const StateRow& row) const {
    return {"INSERT INTO " + tables_.state +
                " (id, format, applied_digest, object_digest, open_step) VALUES (1, ?, ?, ?, ?)",
            {row.format, row.applied_digest, row.object_digest, text_or_null(row.open_step)}};
}

Sql StateSql::update_state(const StateRow& row) const {
    return {"UPDATE " + tables_.state +
                " SET format = ?, applied_digest = ?, object_digest = ?, open_step = ?",
            {row.format, row.applied_digest, row.object_digest, text_or_null(row.open_step)}};
}

Sql StateSql::insert_object(const ObjectRow& row) const {
    return {"INSERT INTO " + tables_.object +
                " (kind, name, checksum, text, catalog_text, depends_on, state, earlier_checksums,"
                " catalog_name, catalog_table) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {std::string(to_string(row.kind)), row.name, row.checksum, row.text,
             text_or_null(row.catalog_text), lines_of(row.depends_on), name_of(row.state),
             text_or_null(joined(row.earlier)), row.catalog_name, text_or_null(row.catalog_table)}};
}

Sql StateSql::delete_object(const ObjectRow& row) const {
    return {"DELETE FROM " + tables_.object + " WHERE kind = ? AND name = ?",
            {std::string(to_string(row.kind)), row.name}};
}

Sql StateSql::delete_journal() const {
    return {"DELETE FROM " + tables_.journal, {}};
}

Sql StateSql::insert_journal(const JournalRow& row) const {
    return {"INSERT INTO " + tables_.journal +
                " (revision, direction, part, done, done_checksum, started, fingerprint, context,"
                " dirty, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {row.id, std::string(to_string(row.direction)), row.part, row.done, row.done_checksum,
             row.started, text_or_null(row.fingerprint), text_or_null(row.context),
             text_or_null(row.dirty), row.at}};
}

Sql StateSql::insert_begun_journal(const JournalRow& row) const {
    Sql sql = insert_journal(row);
    sql.values[6] = dialect::statement_fingerprint;
    return sql;
}

AppliedRow applied_row(const dialect::Row& row) {
    return {text(row[0]), split(text(row[1])), split(text(row[2])), split(text(row[3])),
            text(row[4]), text(row[5]),        text(row[6]),        text(row[7]),
            text(row[8]), text(row[9]),        text(row[10]),       split_replaced(text(row[11]))};
}

JournalRow journal_row(const dialect::Row& row) {
    return {text(row[0]),   text(row[1]) == "downgrade" ? Direction::downgrade : Direction::upgrade,
            number(row[2]), number(row[3]),
            text(row[4]),   number(row[5]),
            text(row[6]),   text(row[7]),
            text(row[8]),   text(row[9])};
}

ObjectRow object_row(const dialect::Row& row) {
    return {object_kind_named(text(row[0])).value_or(ObjectKind::view),
            text(row[1]),
            text(row[2]),
            text(row[3]),
            text(row[4]),
            split_lines(text(row[5])),
            object_state(text(row[6])),
            split(text(row[7])),
            text(row[8]),
            text(row[9])};
}

LogEntry log_entry(const dialect::Row& row) {
    return {text(row[0]), text(row[1]),        text(row[2]),        number(row[3]), text(row[4]),
            text(row[5]), split(text(row[6])), split(text(row[7])), text(row[8]),   text(row[9])};
}

QuickState quick_state(const std::vector<dialect::Row>& rows) {
    QuickState state;
    state.complete = true;
    for (const dialect::Row& row : rows) {
        const std::string what = text(row[0]);
        if (what == "head") {
            state.heads.push_back(text(row[1]));
        } else if (what == "state") {
            state.row = StateRow{text(row[1]), text(row[2]), text(row[3]), text(row[4])};
        } else if (what == "missing") {
            state.missing_objects.push_back(text(row[1]) + " " + text(row[2]));
        }
    }
    std::sort(state.heads.begin(), state.heads.end());
    return state;
}

}  // namespace retort::runtime
