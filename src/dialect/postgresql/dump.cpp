#include "dialect/postgresql/dump.hpp"

#include "script/statements.hpp"
#include "script/word_pattern.hpp"

namespace retort::dialect::postgresql {
namespace {

/// Commands of psql that keep a restore from running others: one behind the first comment, one at
/// the end. They are no SQL.
std::string without_restriction(std::string_view text) {
    std::string result(text);
    const auto blank = [&result](std::size_t line) {
        const std::size_t end = result.find('\n', line + 1);
        result.erase(line, (end == std::string::npos ? result.size() : end) - line);
    };
    const std::size_t first = result.find("\n\\restrict ");
    const std::size_t set = result.find("\nSET ");
    if (first != std::string::npos && first < set) {
        blank(first);
        const std::size_t last = result.rfind("\n\\unrestrict ");
        if (last != std::string::npos) {
            blank(last);
        }
    }
    return result;
}

/// What follows `key` in the last comment that heads an entry; empty: there is none.
std::string_view fact_in(std::string_view comments, std::string_view key, std::string_view next) {
    const std::size_t line = comments.rfind("\n-- Name: ");
    if (line == std::string_view::npos) {
        return {};
    }
    const std::string_view head = comments.substr(line, comments.find('\n', line + 1) - line);
    // A name may have everything in it, but its last words are the server's.
    const std::size_t end = head.rfind(next);
    const std::size_t begin = head.rfind(key, end);
    return end == std::string_view::npos || begin == std::string_view::npos
               ? std::string_view()
               : head.substr(begin + key.size(), end - begin - key.size());
}

/// The defaults of what is created next stand before the first entry too.
enum class Head { drop, session, defaults };
Head kind_of(std::string_view statement) {
    const auto words = script::words_of(statement, Dialect::postgresql);
    return script::begin_with(words, "set default_tablespace|default_table_access_method")
               ? Head::defaults
           : script::begin_with_any(words, {"set", "select pg_catalog . set_config"})
               ? Head::session
               : Head::drop;
}

}  // namespace

Dump parse_dump(std::string_view text) {
    const std::string plain = without_restriction(text);
    const std::string_view view = plain;
    Dump dump;
    std::size_t behind = 0;
    for (const script::Span& span : script::split_statements(view, Dialect::postgresql)) {
        const std::string_view comments = view.substr(behind, span.begin - behind);
        const std::string_view type = fact_in(comments, "; Type: ", "; Schema: ");
        if (!type.empty()) {
            dump.entries.push_back(
                {std::string(type), std::string(fact_in(comments, "-- Name: ", "; Type: ")), {}});
        }
        std::string statement(view.substr(span.begin, span.body_end - span.begin));
        const Head head = dump.entries.empty() ? kind_of(statement) : Head::defaults;
        if (head == Head::drop) {
            dump.drops.push_back(std::move(statement));
        } else if (head == Head::defaults) {
            if (dump.entries.empty()) {
                dump.entries.emplace_back();
            }
            dump.entries.back().statements.push_back(std::move(statement));
        }
        behind = span.end;
    }
    return dump;
}

}  // namespace retort::dialect::postgresql
