#include "script/script.hpp"

#include "script/sha256.hpp"
#include "script/statements.hpp"

#include <algorithm>

namespace retort::script {
namespace {

std::string directive_line(const Section& section) {
    std::string line =
        section.direction == Direction::upgrade ? "-- retort:upgrade" : "-- retort:downgrade";
    for (const Dialect dialect : section.dialects) {
        line.append(" ").append(to_string(dialect));
    }
    if (section.no_transaction) {
        line += " no_transaction";
    }
    if (section.foreign_keys) {
        line += " foreign_keys";
    }
    return line + "\n";
}

std::string with_line_feeds(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') {
            result += text[i];
        }
    }
    return result;
}

/// Its length before each statement keeps two of them from looking like one.
void add_statement(Sha256& digest, std::string_view statement) {
    if (statement.find('\r') == std::string_view::npos) {
        digest.add(std::to_string(statement.size()) + "\n");
        digest.add(statement);
        return;
    }
    const std::string normal = with_line_feeds(statement);
    digest.add(std::to_string(normal.size()) + "\n");
    digest.add(normal);
}

}  // namespace

bool Section::applies_to(Dialect dialect) const noexcept {
    return dialects.empty() ||
           std::find(dialects.begin(), dialects.end(), dialect) != dialects.end();
}

bool Script::applies(Direction direction, Dialect dialect) const noexcept {
    return std::any_of(sections.begin(), sections.end(), [&](const Section& section) {
        return section.direction == direction && section.applies_to(dialect);
    });
}

std::string downgrade_text(const Script& script, Dialect dialect) {
    std::string text;
    for (const Section& section : script.sections) {
        if (section.direction == Direction::downgrade && section.applies_to(dialect)) {
            text += directive_line(section);
            text += section.text;
        }
    }
    return text;
}

std::string checksum(const Script& script, Direction direction, Dialect dialect) {
    Sha256 digest;
    for (const Section& section : script.sections) {
        if (section.direction != direction || !section.applies_to(dialect)) {
            continue;
        }
        const std::string_view text = section.text;
        for (const Span& span : split_statements(text, dialect)) {
            add_statement(digest, text.substr(span.begin, span.body_end - span.begin));
        }
    }
    return "sha256:" + hex(digest.finish());
}

}  // namespace retort::script
