// The splitters for PostgreSQL and MySQL on any text: their statements are in order and leave out
// nothing but comments; each alone is one statement; and the text that they make, one behind the
// other, is split into the same.
#include "script/client_commands.hpp"
#include "script/scanner.hpp"
#include "script/section_statements.hpp"
#include "script/statement_traits.hpp"
#include "script/statements.hpp"

#include <retort/error.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace retort;
using script::Span;
using script::split_statements;

namespace {

void require(bool condition, const char* what) {
    if (!condition) {
        std::fprintf(stderr, "broken: %s\n", what);
        std::abort();
    }
}

std::string_view body_of(std::string_view text, const Span& span) {
    return text.substr(span.begin, span.body_end - span.begin);
}

/// Every token is in a statement, or is a comment, a blank or a terminator.
void check_order(std::string_view text, const std::vector<Span>& spans, Dialect dialect) {
    auto span = spans.begin();
    std::size_t last = 0;
    for (const Span& found : spans) {
        require(last <= found.begin && found.begin < found.body_end &&
                    found.body_end <= found.end && found.end <= text.size(),
                "statements overlap or are out of order");
        last = found.end;
    }
    script::Scanner scanner(text, 0, script::rules_of(dialect));
    while (scanner.next()) {
        const auto& token = scanner.token();
        span = std::find_if(span, spans.end(),
                            [&](const Span& found) { return token.begin < found.end; });
        const bool inside = span != spans.end() && span->begin <= token.begin;
        require(inside || token.trivia() || scanner.ends_statement(), "a token is in no statement");
        require(!inside || !scanner.starts_statement() || token.begin == span->begin,
                "a statement begins within another");
    }
}

/// A delimiter may stand in a statement only where another one was chosen, and there `;` may too.
bool chooses_delimiter(std::string_view text) {
    for (std::size_t i = 0; i + 9 <= text.size(); ++i) {
        if (script::same_word(text.substr(i, 9), "delimiter")) {
            return true;
        }
    }
    return false;
}

bool ends_open(std::string_view statement, Dialect dialect) {
    script::Scanner scanner(statement, 0, script::rules_of(dialect));
    bool open = false;
    while (scanner.next()) {
        open = scanner.token().open || scanner.token().kind == script::TokenKind::comment;
    }
    return open;
}

/// MySQL: `--` before the delimiter is two signs, `--` at the end of a text is a comment.
bool ends_in_dashes(std::string_view statement, Dialect dialect) {
    return dialect == Dialect::mysql && statement.size() >= 2 &&
           statement.substr(statement.size() - 2) == "--";
}

/// A statement that `\g` ended is not joined: it may be a compound one that `;` would go on with.
void check_alone(std::string_view text, const std::vector<Span>& spans, Dialect dialect) {
    std::string joined;
    std::size_t count = 0;
    for (const Span& span : spans) {
        const std::string_view alone = body_of(text, span);
        const auto again = split_statements(alone, dialect);
        require(again.size() == 1 && again[0].begin == 0 &&
                    (again[0].body_end == alone.size() || ends_in_dashes(alone, dialect)),
                "a statement alone is not one statement");
        const bool ended = span.end > span.body_end && text[span.end - 1] == ';';
        if (ended && !ends_open(alone, dialect)) {
            joined.append(alone).append("\n;\n");
            ++count;
        }
    }
    require(split_statements(joined, dialect).size() == count,
            "statements behind each other are not split again");
}

void check_section(const std::string& text, const std::vector<Span>& spans, Dialect dialect) {
    script::Section section;
    section.text = text;
    section.first_line = 1;
    const bool refused = !script::client_commands(text, dialect).empty();
    try {
        const auto found = script::section_statements(section, dialect, "a.sql");
        require(!refused && found.size() == spans.size(), "a section has other statements");
        for (std::size_t i = 0; i < found.size(); ++i) {
            require(found[i].text == body_of(text, spans[i]) &&
                        found[i].line == script::line_at(text, spans[i].begin, 1),
                    "a statement of a section is in another place");
            script::statement_traits(found[i].text, dialect);
        }
    } catch (const ScriptError&) {
        require(refused, "a section was refused for nothing");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    for (const Dialect dialect : {Dialect::postgresql, Dialect::mysql}) {
        const auto spans = split_statements(text, dialect);
        check_order(text, spans, dialect);
        if (dialect != Dialect::mysql || !chooses_delimiter(text)) {
            check_alone(text, spans, dialect);
        }
        check_section(text, spans, dialect);
    }
    return 0;
}
