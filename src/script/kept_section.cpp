#include "script/kept_section.hpp"

#include "script/statements.hpp"

namespace retort::script {
namespace {

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

std::string kept_section(const Section& section, std::string_view directive) {
    std::string text = "-- retort:" + std::string(directive);
    for (const Dialect dialect : section.dialects) {
        text.append(" ").append(to_string(dialect));
    }
    text += section.no_transaction ? " no_transaction" : "";
    text += section.foreign_keys ? " foreign_keys" : "";
    return text + "\n" + section.text;
}

void add_statements(Sha256& digest, const Section& section, Dialect dialect) {
    const std::string_view text = section.text;
    for (const Span& span : split_statements(text, dialect)) {
        add_statement(digest, text.substr(span.begin, span.body_end - span.begin));
    }
}

}  // namespace retort::script
