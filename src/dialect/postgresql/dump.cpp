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

/// What the last comment says that heads an entry; no type: there is none.
Dump::Entry headed_by(std::string_view comments) {
    constexpr std::string_view name_key = "\n-- Name: ";
    constexpr std::string_view type_key = "; Type: ";
    const std::size_t line = comments.rfind(name_key);
    if (line == std::string_view::npos) {
        return {};
    }
    // A name may have everything in it, but the last words of the line are pg_dump's.
    const std::string_view head = comments.substr(line, comments.find('\n', line + 1) - line);
    const std::size_t schema = head.rfind("; Schema: ");
    const std::size_t type = head.rfind(type_key, schema);
    if (schema == std::string_view::npos || type == std::string_view::npos) {
        return {};
    }
    const std::size_t behind = type + type_key.size();
    return {std::string(head.substr(behind, schema - behind)),
            std::string(head.substr(name_key.size(), type - name_key.size())),
            {}};
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
        Dump::Entry entry = headed_by(view.substr(behind, span.begin - behind));
        if (!entry.type.empty()) {
            dump.entries.push_back(std::move(entry));
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
