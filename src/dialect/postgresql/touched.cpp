#include "dialect/postgresql/touched.hpp"

#include "script/lexer.hpp"
#include "script/word_pattern.hpp"

#include <algorithm>

namespace retort::dialect::postgresql {
namespace {

using Words = std::vector<std::string_view>;
using Kind = Touched::Kind;

bool is(const Words& words, std::size_t at, std::string_view word) {
    return at < words.size() && script::same_word(words[at], word);
}

/// `drop column if exists x`, `alter x type ...`, `drop constraint x`
std::string part_changed(const Words& action) {
    if (!script::begin_with(action, "drop|alter")) {
        return {};
    }
    std::size_t at = 1;
    const bool says_what =
        is(action, at, "column") || is(action, at, "attribute") || is(action, at, "constraint");
    at += says_what && at + 1 < action.size() ? 1U : 0U;
    at += is(action, at, "if") && is(action, at + 1, "exists") ? 2U : 0U;
    if (at >= action.size()) {
        return {};
    }
    const auto named = script::identifiers_of(action[at], Dialect::postgresql);
    return named.empty() ? std::string() : named.front().name;
}

/// The first action follows the name, the others a comma outside of brackets.
std::set<std::string> parts_changed(const Words& words) {
    std::set<std::string> parts;
    int depth = 0;
    bool begins = false;
    bool named = false;
    for (std::size_t i = 1; i < words.size(); ++i) {
        depth += words[i] == "(" ? 1 : words[i] == ")" ? -1 : 0;
        const bool verb = is(words, i, "drop") || is(words, i, "alter");
        if (depth == 0 && verb && (begins || !named)) {
            named = true;
            const std::string part =
                part_changed({words.begin() + static_cast<std::ptrdiff_t>(i), words.end()});
            if (!part.empty()) {
                parts.insert(part);
            }
        }
        begins = depth == 0 && words[i] == ",";
    }
    return parts;
}

std::vector<script::ObjectId> routines_dropped(std::string_view statement) {
    std::vector<script::ObjectId> routines;
    for (const auto& definition : script::definitions_of(statement, Dialect::postgresql)) {
        if (definition.verb == script::ObjectDefinition::Verb::drop) {
            routines.push_back(definition.object);
        }
    }
    return routines;
}

}  // namespace

Touched touched_by(std::string_view statement) {
    const Words words = script::words_of(statement, Dialect::postgresql);
    Touched touched;
    touched.names = script::identifiers_of(statement, Dialect::postgresql);
    if (script::begin_with_any(words, {"alter foreign? table", "alter materialized? view"})) {
        touched.kind = Kind::columns;
        touched.names = script::tables_changed_by(statement, Dialect::postgresql);
        touched.parts = parts_changed(words);
    } else if (script::begin_with_any(words, {"alter type ... attribute"})) {
        touched.kind = Kind::columns;
        touched.parts = parts_changed(words);
    } else if (script::begin_with(words, "drop sequence")) {
        touched.kind = Kind::relations;
    } else if (script::begin_with_any(words, {"drop foreign? table", "drop materialized? view"})) {
        touched.kind = Kind::relations;
        touched.names = script::tables_changed_by(statement, Dialect::postgresql);
    } else if (script::begin_with(words, "drop function|procedure")) {
        touched.kind = Kind::routines;
        touched.routines = routines_dropped(statement);
    } else if (script::begin_with(words, "drop|alter type|domain")) {
        touched.kind = Kind::types;
    } else if (script::begin_with(words, "drop schema")) {
        touched.kind = Kind::schemas;
    } else {
        for (const script::Identifier& name : touched.names) {
            touched.parts.insert(name.name);
        }
    }
    return touched;
}

}  // namespace retort::dialect::postgresql
