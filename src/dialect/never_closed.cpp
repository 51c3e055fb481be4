#include "dialect/never_closed.hpp"

#include "errors/dialect.hpp"
#include "script/scanner.hpp"
#include "script/statements.hpp"

namespace retort::dialect {

void refuse_never_closed(const script::Section& section, Dialect dialect,
                         const std::vector<script::SectionStatement>& statements,
                         const std::string& file) {
    const std::string_view text = section.text;
    const auto& rules = script::rules_of(dialect).lex;
    // Only the last statement can hold it.
    std::size_t begin = statements.empty()
                            ? 0
                            : static_cast<std::size_t>(statements.back().text.data() - text.data());
    while (begin < text.size()) {
        const script::Token token = script::next_token(text, begin, rules);
        if (token.open) {
            throw errors::never_closed(file, script::line_at(text, begin, section.first_line),
                                       token.kind == script::TokenKind::comment,
                                       text.substr(begin));
        }
        begin = token.end;
    }
}

}  // namespace retort::dialect
