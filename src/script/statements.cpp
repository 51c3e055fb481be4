#include "script/statements.hpp"

#include "script/scanner.hpp"

#include <algorithm>

namespace retort::script {

std::vector<Span> split_statements(std::string_view text, Dialect dialect) {
    std::vector<Span> spans;
    Scanner scanner(text, 0, rules_of(dialect));
    bool open = false;
    while (scanner.next()) {
        const Token& token = scanner.token();
        if (token.trivia()) {
            continue;
        }
        if (scanner.starts_statement()) {
            spans.push_back({token.begin, token.end, token.end});
            open = true;
        } else if (!scanner.ends_statement()) {
            spans.back().end = spans.back().body_end = token.end;
        } else if (open) {
            spans.back().end = token.end;
        }
        open = open && !scanner.ends_statement();
    }
    return spans;
}

std::size_t leading_trivia(std::string_view text, Dialect dialect) {
    std::size_t end = 0;
    while (end < text.size()) {
        const Token token = next_token(text, end, rules_of(dialect).lex);
        if (!token.trivia()) {
            break;
        }
        end = token.end;
    }
    return end;
}

int line_at(std::string_view text, std::size_t offset, int first_line) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
    return first_line + static_cast<int>(std::count(text.begin(), end, '\n'));
}

}  // namespace retort::script
