#include "dialect/postgresql/once.hpp"

#include "dialect/postgresql/syntax.hpp"
#include "dialect/syntax.hpp"
#include "script/character.hpp"
#include "script/lexer.hpp"
#include "script/name_reader.hpp"
#include "script/word_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace retort::dialect::postgresql {
namespace {

using OnceKind = OnceTarget::Kind;
using script::NameReader;

std::string quoted(const script::QualifiedName& name) {
    const Syntax& sql = syntax(Dialect::postgresql);
    return name.schema.empty() ? sql.quoted(name.name)
                               : sql.quoted(name.schema) + "." + sql.quoted(name.name);
}

void skip_if_exists(NameReader& words) {
    if (words.take("if")) {
        words.take("not");
        words.take("exists");
    }
}

/// `(a, b DESC)`; nothing where one is an expression.
std::vector<std::string> columns_in(const std::vector<std::string_view>& words) {
    std::vector<std::string> columns;
    int depth = 0;
    bool begins = true;
    for (const std::string_view word : words) {
        depth += word == "(" ? 1 : word == ")" ? -1 : 0;
        if (begins && !script::is_name(word, Dialect::postgresql)) {
            return {};
        }
        if (begins) {
            columns.push_back(script::folded_name(word, Dialect::postgresql, false));
        } else if (word == "(" && depth == 1) {
            return {};
        }
        begins = word == "," && depth == 0;
    }
    return columns;
}

/// CREATE [UNIQUE] INDEX CONCURRENTLY [[IF NOT EXISTS] name] ON [ONLY] table ...
OnceTarget build(NameReader& words) {
    OnceTarget target;
    target.kind = OnceKind::build;
    target.unique = words.take("unique");
    words.take("index");
    words.take("concurrently");
    skip_if_exists(words);
    if (!words.is("on")) {
        target.makes = words.name();
    }
    words.take("on");
    words.take("only");
    target.name = quoted(words.qualified());
    while (!words.at_end() && !words.is("(")) {
        words.advance();
    }
    if (target.makes.empty() && !words.at_end()) {
        target.columns = columns_in(words.bracketed());
        if (words.is("include")) {
            target.columns.clear();
        }
    }
    return target;
}

/// REINDEX [(...)] INDEX | TABLE | SCHEMA | DATABASE | SYSTEM [CONCURRENTLY] name
OnceTarget rebuild(NameReader& words) {
    OnceTarget target;
    if (words.is("(")) {
        words.bracketed();
    }
    target.kind = words.take("table")    ? OnceKind::reindex_table
                  : words.take("index")  ? OnceKind::reindex_index
                  : words.take("schema") ? OnceKind::reindex_schema
                                         : OnceKind::reindex_database;
    words.take("concurrently");
    target.name = quoted(words.qualified());
    return target;
}

OnceTarget removal(NameReader& words) {
    OnceTarget target;
    target.drops = true;
    if (words.take("database")) {
        target.kind = OnceKind::database;
    } else if (words.take("index") && words.take("concurrently")) {
        target.kind = OnceKind::index;
    } else {
        return {};
    }
    skip_if_exists(words);
    target.name = quoted(words.qualified());
    return target;
}

std::string of_table(const std::string& regclass) {
    return fmt::format(
        "(SELECT pg_catalog.to_regclass({0})::oid UNION SELECT relid FROM "
        "pg_catalog.pg_partition_tree(pg_catalog.to_regclass({0})))",
        regclass);
}

/// Which indexes a statement may leave invalid.
std::string of_scope(const OnceTarget& target) {
    const std::string name = literal(target.name);
    std::string transient =
        "c.relname ~ '_cc(new|old)[0-9]*$' AND c.relnamespace <> "
        "'pg_toast'::pg_catalog.regnamespace";
    switch (target.kind) {
        case OnceKind::build:
            return "i.indrelid = pg_catalog.to_regclass(" + name + ")";
        case OnceKind::reindex_table:
            return transient + " AND i.indrelid IN " + of_table(name);
        case OnceKind::reindex_index:
            return transient +
                   " AND i.indrelid IN (SELECT x.indrelid FROM pg_catalog.pg_index AS x WHERE "
                   "x.indexrelid IN " +
                   of_table(name) + ")";
        case OnceKind::reindex_schema:
            return transient + " AND c.relnamespace = pg_catalog.to_regnamespace(" + name + ")";
        default:
            return transient;
    }
}

struct Entry {
    std::string oid;
    bool valid;
    std::string name;   ///< as the catalog has it
    std::string shown;  ///< quoted, with its schema where it must be
    std::string columns;
    bool unique;
    bool built;  ///< by another process, now
};

/// Of an index that is built anew, the server names one of its table's at a time.
std::string built_by_others(const OnceTarget& target) {
    return std::string(
               "EXISTS (SELECT 1 FROM pg_catalog.pg_stat_progress_create_index AS p WHERE p.pid <> "
               "pg_catalog.pg_backend_pid() AND ") +
           (target.is_build() ? "p.index_relid = i.indexrelid)" : "p.relid = i.indrelid)");
}

std::vector<Entry> indexes(Connection& connection, const OnceTarget& target) {
    std::vector<Entry> entries;
    for (const Row& row : connection.query(
             "SELECT i.indexrelid::text, i.indisvalid, c.relname::text, "
             "i.indexrelid::pg_catalog.regclass::text, (SELECT pg_catalog.string_agg(a.attname, "
             "',' ORDER BY k.n) FROM pg_catalog.unnest(i.indkey) WITH ORDINALITY AS k (attnum, n) "
             "JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = "
             "k.attnum), i.indisunique, " +
             built_by_others(target) +
             " FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = "
             "i.indexrelid WHERE " +
             of_scope(target) + " ORDER BY i.indexrelid")) {
        entries.push_back({text(row[0]), text(row[1]) == "t", text(row[2]), text(row[3]),
                           text(row[4]), text(row[5]) == "t", text(row[6]) == "t"});
    }
    return entries;
}

/// Whether the statement would make it, as far as its words tell.
bool makes(const OnceTarget& target, const Entry& entry) {
    if (!target.is_build() || !target.makes.empty()) {
        return !target.is_build() || entry.name == target.makes;
    }
    return !target.columns.empty() && entry.columns == with_commas(target.columns) &&
           entry.unique == target.unique;
}

/// Their numbers, which the lines begin with.
std::set<std::string> numbers_in(const std::string& fingerprint) {
    std::set<std::string> numbers;
    std::istringstream stream(fingerprint);
    for (std::string line; std::getline(stream, line);) {
        numbers.insert(line.substr(0, line.find(' ')));
    }
    return numbers;
}

std::vector<Entry> fresh(Connection& connection, const OnceTarget& target,
                         const std::string& before) {
    const auto old = numbers_in(before);
    std::vector<Entry> entries = indexes(connection, target);
    entries.erase(std::remove_if(entries.begin(), entries.end(),
                                 [&](const Entry& entry) { return old.count(entry.oid) > 0; }),
                  entries.end());
    return entries;
}

/// The number of what is dropped, or of a database.
std::string number_of(Connection& connection, const OnceTarget& target) {
    const std::string name = literal(target.name);
    const auto rows =
        connection.query(target.kind == OnceKind::index
                             ? "SELECT pg_catalog.to_regclass(" + name + ")::oid::text"
                             : "SELECT oid::text FROM pg_catalog.pg_database WHERE datname = "
                               "(pg_catalog.parse_ident(" +
                                   name + "))[1]");
    return rows.empty() ? std::string() : text(rows.front().front());
}

Verdict verdict_of_build(const OnceTarget& target, std::vector<Entry> found) {
    const bool told = !target.makes.empty() || !target.columns.empty();
    found.erase(std::remove_if(found.begin(), found.end(),
                               [&](const Entry& entry) { return told && !makes(target, entry); }),
                found.end());
    const auto is_valid = [](const Entry& entry) { return entry.valid; };
    const auto is_dropped = [&](const Entry& entry) {
        return entry.valid || (told && !entry.built);
    };
    if (!found.empty() && std::all_of(found.begin(), found.end(), is_valid)) {
        return Verdict::done;
    }
    return std::all_of(found.begin(), found.end(), is_dropped) ? Verdict::not_done
                                                               : Verdict::unknown;
}

}  // namespace

OnceTarget target_of(std::string_view statement) {
    const auto all = script::words_of(statement, Dialect::postgresql);
    NameReader words(statement, Dialect::postgresql);
    if (script::begin_with(all, "create unique? index concurrently")) {
        words.advance();
        return build(words);
    }
    if (script::begin_with(all, "reindex ... concurrently")) {
        words.advance();
        return rebuild(words);
    }
    if (words.take("drop")) {
        return removal(words);
    }
    if (words.take("create") && words.take("database")) {
        OnceTarget target;
        target.kind = OnceKind::database;
        target.name = quoted(words.qualified());
        return target;
    }
    return {};
}

std::string fingerprint(Connection& connection, const OnceTarget& target) {
    if (target.kind == OnceKind::nothing_known) {
        return {};
    }
    if (!target.is_build() && !target.is_reindex()) {
        const std::string number = number_of(connection, target);
        return number.empty() ? number : number + "\n";
    }
    std::string answer;
    for (const Entry& entry : indexes(connection, target)) {
        answer += entry.oid + (entry.valid ? " valid " : " invalid ") + entry.shown + "\n";
    }
    return answer;
}

std::vector<std::string> left_invalid(Connection& connection, const OnceTarget& target,
                                      const std::string& before) {
    std::vector<std::string> names;
    for (const Entry& entry : fresh(connection, target, before)) {
        if (!entry.valid && !entry.built && makes(target, entry)) {
            names.push_back(entry.shown);
        }
    }
    return names;
}

std::vector<std::string> made_invalid(Connection& connection, const OnceTarget& target) {
    std::vector<std::string> names;
    for (const Entry& entry : indexes(connection, target)) {
        if (!entry.valid && entry.name == target.makes) {
            names.push_back(entry.shown);
        }
    }
    return names;
}

Verdict judge(Connection& connection, const OnceTarget& target, const std::string& before,
              const std::string& mark) {
    if (target.kind == OnceKind::nothing_known) {
        return Verdict::unknown;
    }
    if (!target.is_build() && !target.is_reindex()) {
        const bool is_there = !number_of(connection, target).empty();
        const bool is_new = is_there && before.empty();
        return (target.drops ? !is_there : is_new) ? Verdict::done : Verdict::not_done;
    }
    const auto found = fresh(connection, target, before);
    for (const std::string& name : left_invalid(connection, target, before)) {
        // Those who use the table are waited for, but not stopped.
        connection.query(fmt::format("{}DROP INDEX CONCURRENTLY IF EXISTS {}", mark, name));
    }
    // Indexes that are built once more are as they were.
    return target.is_build() ? verdict_of_build(target, found) : Verdict::not_done;
}

bool refused_whole(std::string_view statement, const Result& refusal) {
    const auto words = script::words_of(statement, Dialect::postgresql);
    if (script::begin_with_any(words, {"create|alter|drop subscription", "create|drop tablespace",
                                       "alter database|system", "commit|rollback prepared"})) {
        return true;
    }
    const std::string text = script::lower_case(statement);
    if (script::begin_with(words, "do") && text.find("commit") == std::string::npos &&
        text.find("call") == std::string::npos) {
        return true;
    }
    const char* context = PQresultErrorField(refusal.get(), PG_DIAG_CONTEXT);
    const std::string kind = sqlstate_of(refusal).substr(0, 2);
    return context == nullptr && (kind == "42" || kind == "0A" || kind == "25" || kind == "3F");
}

}  // namespace retort::dialect::postgresql
