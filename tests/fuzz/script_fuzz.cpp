#include "script/identifiers.hpp"
#include "script/object.hpp"
#include "script/scanner.hpp"
#include "script/script.hpp"
#include "script/sqlite_agreement.hpp"
#include "script/statements.hpp"

#include <retort/error.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

using namespace retort;
using script::Script;
using script::Section;
using script::Span;

namespace {

constexpr Dialect dialects[] = {Dialect::sqlite, Dialect::postgresql, Dialect::mysql};

void require(bool condition, const std::string& what) {
    if (!condition) {
        std::fprintf(stderr, "broken: %s\n", what.c_str());
        std::abort();
    }
}

std::optional<Script> parsed(const std::string& text) {
    try {
        return script::parse_script(text, "a.sql");
    } catch (const ScriptError& error) {
        require(error.kind() == ErrorKind::script && *error.what() != '\0', "error says nothing");
        return std::nullopt;
    }
}

void check_places(const std::string& text, const Script& script) {
    std::size_t offset = text.compare(0, 3, "\xEF\xBB\xBF") == 0 ? 3 : 0;
    int line = 1;
    for (const Section& section : script.sections) {
        for (; line < section.first_line && offset < text.size(); ++line) {
            offset = std::min(text.find('\n', offset), text.size() - 1) + 1;
        }
        require(text.compare(offset, section.text.size(), section.text) == 0,
                "a section's text is not in its place");
    }
}

bool same(const Section& a, const Section& b) {
    return a.direction == b.direction && a.dialects == b.dialects && a.text == b.text &&
           a.no_transaction == b.no_transaction && a.foreign_keys == b.foreign_keys;
}

void check_kept(const Script& script, Dialect dialect) {
    const auto kept = script::parse_sections(script::downgrade_text(script, dialect), "kept");
    std::size_t i = 0;
    for (const Section& section : script.sections) {
        if (section.direction == Direction::downgrade && section.applies_to(dialect)) {
            require(i < kept.size() && same(section, kept[i]), "a kept section has changed");
            ++i;
        }
    }
    require(i == kept.size(), "there are more kept sections");
}

/// Any text as an object file, and as one whose header is right.
void check_object(const std::string& text, Dialect dialect) {
    for (const std::string& file : {text, "-- retort:object view v\n" + text}) {
        try {
            const script::Object object = script::parse_object(file, "v.sql");
            const std::string kept = script::kept_text(object, dialect);
            std::size_t i = 0;
            const auto sections = script::parse_object_sections(kept, "kept");
            for (const Section& section : object.sections) {
                if (section.applies_to(dialect)) {
                    require(i < sections.size() && same(section, sections[i]),
                            "a kept section of an object has changed");
                    ++i;
                }
            }
            require(i == sections.size(), "there are more kept sections of an object");
        } catch (const ScriptError& error) {
            require(error.kind() == ErrorKind::script && *error.what() != '\0',
                    "error says nothing");
        }
    }
}

/// What words say of a statement is something of whatever text.
void check_words(const std::string& text, Dialect dialect) {
    script::identifiers_of(text, dialect);
    for (const auto& definition : script::definitions_of(text, dialect)) {
        require(!definition.object.name.empty(), "an object without a name");
        require(!script::definitions_of(script::with_or_replace(text, dialect), dialect).empty(),
                "OR REPLACE takes the object away");
    }
    for (const auto& table : script::tables_changed_by(text, dialect)) {
        require(!table.name.empty(), "a table without a name");
    }
    for (const ObjectKind kind : {ObjectKind::view, ObjectKind::function, ObjectKind::trigger}) {
        const auto id = script::object_id(kind, text, dialect);
        require(!id || script::same_object(*id, *id), "an object is not itself");
    }
}

std::string with_crlf(const std::string& text) {
    std::string result;
    for (const char c : text) {
        result += c == '\n' ? std::string("\r\n") : std::string(1, c);
    }
    return result;
}

void check_line_ends(const std::string& text, const std::optional<Script>& script) {
    const std::optional<Script> other = parsed(with_crlf(text));
    require(script.has_value() == other.has_value(), "line ends decide whether a file is valid");
    for (const Dialect dialect : dialects) {
        require(!script || script::checksum(*script, Direction::upgrade, dialect) ==
                               script::checksum(*other, Direction::upgrade, dialect),
                "line ends change the checksum");
    }
}

void check_file(const std::string& text) {
    const std::optional<Script> script = parsed(text);
    if (script) {
        check_places(text, *script);
        for (const Dialect dialect : dialects) {
            check_kept(*script, dialect);
        }
    }
    if (text.find('\r') == std::string::npos) {
        check_line_ends(text, script);
    }
}

void check_spans(const std::string& text, Dialect dialect) {
    std::size_t last = 0;
    for (const Span& span : script::split_statements(text, dialect)) {
        require(last <= span.begin && span.begin < span.body_end && span.body_end <= span.end &&
                    span.end <= text.size(),
                "spans overlap or are out of order");
        const std::string between = text.substr(last, span.begin - last);
        const std::string alone = text.substr(span.begin, span.end - span.begin);
        last = span.end;
        if (dialect == Dialect::mysql) {
            continue;  // what comes before and behind decides: delimiters, `--`
        }
        require(script::leading_trivia(alone, dialect) == 0, "a statement begins with trivia");
        require(script::split_statements(between, dialect).empty(), "a statement was passed over");
        const auto again = script::split_statements(alone, dialect);
        require(again.size() == 1 && again[0].begin == 0 && again[0].end == alone.size(),
                "a statement alone is not one statement");
    }
}

/// What sqlite3_complete() reads otherwise than SQLite's parser.
bool only_for_the_parser(const std::string& text) {
    return text.find_first_of(std::string("\0\v$@#:", 6)) != std::string::npos ||
           text.find("\xEF\xBB\xBF") != std::string::npos;
}

/// Unlike the parser, sqlite3_complete() says something about invalid statements too.
void check_completeness(const std::string& text) {
    script::Scanner scanner(text, 0, script::rules_of(Dialect::sqlite));
    while (!only_for_the_parser(text) && scanner.next()) {
        const script::Token& token = scanner.token();
        const bool line_comment = text.compare(token.begin, 2, "--") == 0;
        for (std::size_t i = token.begin; i < token.end && !line_comment; ++i) {
            if (text[i] == ';') {
                const bool complete = sqlite3_complete(text.substr(0, i + 1).c_str()) != 0;
                require(complete == scanner.ends_statement(), "sqlite3_complete() differs");
            }
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const retort_test::SqliteAgreement sqlite;
    const std::string text(data, data + size);
    const Dialect dialect = dialects[size % 3];
    const std::string name(to_string(dialect));
    const std::string header = "-- retort:revision r\n-- retort:upgrade";
    switch (size / 3 % 4) {
        case 0:
            check_file(text);
            break;
        case 1:
            check_file(header + "\n" + text);
            break;
        case 2:
            check_file(header + " " + name + "\n" + text);
            break;
        default:
            check_file(header + "\n-- retort:downgrade " + name + "\n" + text);
            break;
    }
    check_spans(text, dialect);
    check_object(text, dialect);
    check_words(text, dialect);
    try {
        script::parse_sections(text, "kept");
    } catch (const ScriptError&) {
    }
    check_completeness(text);
    if (text.find('\0') == std::string::npos) {
        const std::string difference = sqlite.difference(text);
        require(difference.empty(), difference);
    }
    return 0;
}
