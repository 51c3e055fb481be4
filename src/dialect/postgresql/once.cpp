#include "dialect/postgresql/once.hpp"

#include "dialect/syntax.hpp"
#include "script/lexer.hpp"
#include "script/word_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

namespace retort::dialect::postgresql {
namespace {

using Words = std::vector<std::string_view>;

/// A name with its schema: words joined by dots.
std::string name_at(const Words& words, std::size_t at) {
    std::string name(at < words.size() ? words[at] : std::string_view());
    while (at + 2 < words.size() && words[at + 1] == ".") {
        name += "." + std::string(words[at + 2]);
        at += 2;
    }
    return name;
}

std::size_t behind(const Words& words, std::string_view word) {
    const auto found = std::find_if(words.begin(), words.end(), [&](std::string_view other) {
        return script::same_word(other, word);
    });
    return static_cast<std::size_t>(std::distance(words.begin(), found)) + 1;
}

/// Behind IF [NOT] EXISTS, where that stands at `at`.
std::size_t behind_condition(const Words& words, std::size_t at) {
    const auto is = [&](std::size_t i, std::string_view word) {
        return i < words.size() && script::same_word(words[i], word);
    };
    if (!is(at, "if")) {
        return at;
    }
    return is(at + 1, "not") ? at + 3 : at + 2;
}

std::string literal(const std::string& text) {
    return syntax(Dialect::postgresql).literal(text);
}

/// One line for each object: its number, whether it is valid, its name.
std::string question(const OnceTarget& target) {
    switch (target.kind) {
        case OnceTarget::Kind::indexes_of_table:
            return "SELECT indexrelid::text || CASE WHEN indisvalid THEN ' valid ' ELSE ' invalid "
                   "' END || indexrelid::pg_catalog.regclass::text FROM pg_catalog.pg_index WHERE "
                   "indrelid = pg_catalog.to_regclass(" +
                   literal(target.name) + ") ORDER BY indexrelid";
        case OnceTarget::Kind::index:
            return "SELECT oid::text || ' valid ' || relname FROM pg_catalog.pg_class WHERE oid = "
                   "pg_catalog.to_regclass(" +
                   literal(target.name) + ")";
        case OnceTarget::Kind::database:
            return "SELECT oid::text || ' valid ' || datname FROM pg_catalog.pg_database WHERE "
                   "datname = (pg_catalog.parse_ident(" +
                   literal(target.name) + "))[1]";
        case OnceTarget::Kind::nothing_known:
            break;
    }
    return {};
}

std::set<std::string> lines(const std::string& text) {
    std::set<std::string> result;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        result.insert(line);
    }
    return result;
}

std::vector<std::string> fresh(const std::string& before, const std::string& now) {
    const auto old = lines(before);
    const auto all = lines(now);
    std::vector<std::string> result;
    std::set_difference(all.begin(), all.end(), old.begin(), old.end(), std::back_inserter(result));
    return result;
}

/// The name in ` invalid name`; empty for a valid one.
std::string invalid_name(const std::string& line) {
    constexpr std::string_view mark = " invalid ";
    const auto at = line.find(mark);
    return at == std::string::npos ? std::string() : line.substr(at + mark.size());
}

}  // namespace

OnceTarget target_of(std::string_view statement) {
    const Words words = script::words_of(statement, Dialect::postgresql);
    if (script::begin_with(words, "create unique? index concurrently")) {
        std::size_t at = behind(words, "on");
        at += at < words.size() && script::same_word(words[at], "only") ? 1U : 0U;
        const std::size_t made = behind_condition(words, behind(words, "concurrently"));
        const bool named = !script::same_word(words[made], "on");
        return {OnceTarget::Kind::indexes_of_table, name_at(words, at),
                named ? std::string(words[made]) : std::string(), false};
    }
    if (script::begin_with(words, "drop index concurrently")) {
        return {OnceTarget::Kind::index, name_at(words, behind_condition(words, 3)), {}, true};
    }
    if (script::begin_with(words, "create database")) {
        return {OnceTarget::Kind::database, name_at(words, 2), {}, false};
    }
    if (script::begin_with(words, "drop database")) {
        return {OnceTarget::Kind::database, name_at(words, behind_condition(words, 2)), {}, true};
    }
    return {};
}

std::string fingerprint(Connection& connection, const OnceTarget& target) {
    std::string answer;
    if (target.kind != OnceTarget::Kind::nothing_known) {
        for (const Row& row : connection.query(question(target))) {
            answer += text(row[0]) + "\n";
        }
    }
    return answer;
}

std::vector<std::string> left_invalid(Connection& connection, const OnceTarget& target,
                                      const std::string& before) {
    const auto old = lines(before);
    std::vector<std::string> names;
    for (const std::string& line : lines(fingerprint(connection, target))) {
        const std::string name = invalid_name(line);
        const bool is_made = name.substr(name.rfind('.') + 1) == target.makes;
        if (!name.empty() && (is_made || old.count(line) == 0)) {
            names.push_back(name);
        }
    }
    return names;
}

Verdict judge(Connection& connection, const OnceTarget& target, const std::string& before,
              const std::string& mark) {
    if (target.kind == OnceTarget::Kind::nothing_known) {
        return Verdict::unknown;
    }
    const std::string now = fingerprint(connection, target);
    if (target.drops) {
        return now.empty() ? Verdict::done : Verdict::not_done;
    }
    const auto broken = left_invalid(connection, target, before);
    for (const std::string& name : broken) {
        // Those who use the table are waited for, but not stopped.
        connection.query(fmt::format("{}DROP INDEX CONCURRENTLY IF EXISTS {}", mark, name));
    }
    return broken.empty() && !fresh(before, now).empty() ? Verdict::done : Verdict::not_done;
}

}  // namespace retort::dialect::postgresql
