#include "dialect/sqlite/foreign_keys.hpp"

#include "dialect/sqlite/refusal.hpp"
#include "dialect/sqlite/syntax.hpp"
#include "dialect/sqlite/text_search.hpp"
#include "errors/dialect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace retort::dialect::sqlite {
namespace {

constexpr char field_end = '\x1f';

/// One child and parent. `mismatch` is SQLite's message when the parent's columns are no key.
struct ForeignKey {
    std::string child;
    std::string child_root;
    std::string parent;
    std::string parent_root;  ///< empty: there is no such table
    std::int64_t broken = 0;
    std::string mismatch;
};

using Key = std::pair<std::string, std::string>;

struct State {
    std::map<Key, ForeignKey> keys;                   ///< by folded names
    std::map<std::string, std::string> name_by_root;  ///< folded names
    std::set<std::string> names;                      ///< folded
};

std::string serialised(const std::vector<ForeignKey>& keys) {
    std::string text;
    for (const ForeignKey& key : keys) {
        for (const std::string& field : {key.child, key.child_root, key.parent, key.parent_root,
                                         std::to_string(key.broken), key.mismatch}) {
            text += field;
            text += field_end;
        }
    }
    return text;
}

std::vector<std::string> fields_of(const std::string& text) {
    std::vector<std::string> fields;
    std::size_t begin = 0;
    for (std::size_t end = text.find(field_end); end != std::string::npos;
         end = text.find(field_end, begin)) {
        fields.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return fields;
}

State parsed(const std::string& text) {
    State state;
    const auto fields = fields_of(text);
    for (std::size_t i = 0; i + 5 < fields.size(); i += 6) {
        ForeignKey key{
            fields[i],    fields[i + 1], fields[i + 2], fields[i + 3], std::stoll(fields[i + 4]),
            fields[i + 5]};
        const std::string child = folded(key.child);
        const std::string parent = folded(key.parent);
        state.names.insert(child);
        state.name_by_root[key.child_root] = child;
        if (!key.parent_root.empty()) {
            state.names.insert(parent);
            state.name_by_root[key.parent_root] = parent;
        }
        state.keys.emplace(Key(child, parent), std::move(key));
    }
    return state;
}

/// The name a table had before, if it was renamed since.
std::string former_name(const std::string& name, const std::string& root, const State& before,
                        const State& after) {
    if (before.names.count(name) > 0) {
        return name;
    }
    const auto found = before.name_by_root.find(root);
    const bool renamed =
        found != before.name_by_root.end() && after.names.count(found->second) == 0;
    return renamed ? found->second : name;
}

const ForeignKey* counterpart(const ForeignKey& key, const State& before, const State& after) {
    const Key former(former_name(folded(key.child), key.child_root, before, after),
                     former_name(folded(key.parent), key.parent_root, before, after));
    const auto found = before.keys.find(former);
    return found == before.keys.end() ? nullptr : &found->second;
}

std::optional<std::string> complaint(const ForeignKey& key, const ForeignKey* before) {
    if (!key.mismatch.empty()) {
        const bool known = before != nullptr && !before->mismatch.empty();
        return known ? std::nullopt : std::optional(key.mismatch);
    }
    if (key.parent_root.empty() && (before == nullptr || !before->parent_root.empty())) {
        return fmt::format("table \"{}\" has a foreign key to \"{}\", which does not exist",
                           key.child, key.parent);
    }
    const std::int64_t known = before == nullptr ? 0 : before->broken;
    if (key.broken <= known) {
        return std::nullopt;
    }
    return fmt::format(
        "{} of table \"{}\" name{} a row of \"{}\" that does not exist",
        key.broken - known == 1 ? "1 row" : fmt::format("{} rows", key.broken - known), key.child,
        key.broken - known == 1 ? "s" : "", key.parent);
}

/// Counts the broken rows per parent, or says why they cannot be counted: the parent has no such
/// key.
std::string count_broken(Connection& connection, const std::string& schema,
                         const std::string& child, std::map<std::string, ForeignKey>& by_parent) {
    const std::string sql =
        fmt::format("PRAGMA {}.foreign_key_check({})", quoted(schema), quoted(child));
    sqlite3_stmt* prepared = nullptr;
    int code = sqlite3_prepare_v2(connection.handle(), sql.c_str(), -1, &prepared, nullptr);
    const StatementHandle statement(prepared);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(statement.get());
        if (code == SQLITE_ROW) {
            const auto* parent = sqlite3_column_text(statement.get(), 2);
            const auto found = by_parent.find(folded(reinterpret_cast<const char*>(parent)));
            if (found != by_parent.end()) {
                ++found->second.broken;
            }
        }
    }
    if (code == SQLITE_DONE) {
        return {};
    }
    // A mismatch has no code of its own; what stops a statement from outside has.
    if (code != SQLITE_ERROR) {
        throw errors::engine_refused(refusal_of(connection.handle(), ErrorKind::database), sql);
    }
    return sqlite3_errmsg(connection.handle());
}

std::vector<ForeignKey> keys_of(Connection& connection, const std::string& schema,
                                const std::string& child, const std::string& root,
                                const std::map<std::string, std::string>& roots) {
    std::map<std::string, ForeignKey> by_parent;
    const auto rows = connection.query(
        {"SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(?, ?)", {child, schema}});
    for (const Row& row : rows) {
        const std::string parent = text(row[0]);
        const auto found = roots.find(folded(parent));
        by_parent[folded(parent)] = {
            child, root, parent, found == roots.end() ? std::string() : found->second, 0, {}};
    }
    const std::string mismatch = count_broken(connection, schema, child, by_parent);
    std::vector<ForeignKey> keys;
    for (auto& entry : by_parent) {
        entry.second.mismatch = mismatch;
        keys.push_back(entry.second);
    }
    return keys;
}

}  // namespace

std::string read_foreign_keys(Connection& connection, const std::string& schema) {
    const std::string catalog = quoted(schema) + ".sqlite_schema";
    const auto children = connection.query(
        {"SELECT name, rootpage FROM " + catalog +
             " WHERE type = 'table' AND instr(lower(sql), 'references') > 0 ORDER BY name",
         {}});
    if (children.empty()) {
        return {};
    }
    std::map<std::string, std::string> roots;
    for (const Row& row : connection.query(
             {"SELECT name, rootpage FROM " + catalog + " WHERE type = 'table'", {}})) {
        roots[folded(text(row[0]))] = text(row[1]);
    }
    std::vector<ForeignKey> all;
    for (const Row& row : children) {
        for (ForeignKey& key : keys_of(connection, schema, text(row[0]), text(row[1]), roots)) {
            all.push_back(std::move(key));
        }
    }
    return serialised(all);
}

std::vector<std::string> newly_broken(const std::string& before, const std::string& after) {
    const State old_state = parsed(before);
    const State new_state = parsed(after);
    std::vector<std::string> complaints;
    for (const auto& entry : new_state.keys) {
        const ForeignKey& key = entry.second;
        if (auto found = complaint(key, counterpart(key, old_state, new_state))) {
            if (std::find(complaints.begin(), complaints.end(), *found) == complaints.end()) {
                complaints.push_back(std::move(*found));
            }
        }
    }
    return complaints;
}

bool may_break(std::string_view text, const std::string& before) {
    return !before.empty() || text.empty() || mentions(text, "references") ||
           mentions(text, "writable_schema");
}

}  // namespace retort::dialect::sqlite
