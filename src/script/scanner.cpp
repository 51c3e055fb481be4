#include "script/scanner.hpp"

namespace retort::script {
namespace {

SqlRules make_sqlite() {
    SqlRules rules;
    rules.lex.bracket_quotes = true;
    rules.lex.dollar_names = true;
    rules.lex.open_comment_is_blank = true;
    rules.lex.strict_blanks = true;
    rules.lex.byte_order_mark_is_blank = true;
    rules.body.style = BodyRules::Style::trigger;
    return rules;
}

SqlRules make_postgresql() {
    SqlRules rules;
    rules.lex.backtick_quotes = false;
    rules.lex.dollar_quotes = true;
    rules.lex.escape_strings = true;
    rules.lex.return_ends_comment = true;
    rules.lex.nested_comments = true;
    rules.body.only_or_replace = true;
    rules.body.parentheses_hold = true;
    return rules;
}

SqlRules make_mysql() {
    SqlRules rules;
    rules.lex.backslash_escapes = true;
    rules.lex.hash_comments = true;
    rules.lex.dashes_need_blank = true;
    rules.lex.conditional_comments = true;
    rules.body.end_names_its_block = true;
    rules.delimiter_lines = true;
    return rules;
}

SqlRules make_common() {
    SqlRules rules;
    rules.lex.dollar_quotes = true;
    rules.body.end_names_its_block = true;
    return rules;
}

constexpr std::size_t longest_delimiter = 64;
constexpr std::string_view line_blanks = " \t\r";

}  // namespace

const SqlRules& rules_of(Dialect dialect) noexcept {
    static const SqlRules sqlite = make_sqlite();
    static const SqlRules postgresql = make_postgresql();
    static const SqlRules mysql = make_mysql();
    switch (dialect) {
        case Dialect::sqlite:
            return sqlite;
        case Dialect::postgresql:
            return postgresql;
        case Dialect::mysql:
            return mysql;
    }
    return sqlite;
}

const SqlRules& common_rules() noexcept {
    static const SqlRules common = make_common();
    return common;
}

Scanner::Scanner(std::string_view text, std::size_t begin, const SqlRules& rules) noexcept
    : text_(text), rules_(&rules), body_(rules.body), position_(begin) {}

bool Scanner::next() noexcept {
    starts_ = false;
    ends_ = false;
    if (position_ >= text_.size()) {
        return false;
    }
    token_ = next_token(text_, position_, rules_->lex);
    if (!token_.trivia() && !delimiter_line()) {
        cut_at_delimiter();
        take();
    }
    position_ = token_.end;
    return true;
}

void Scanner::jump(std::size_t position) noexcept {
    position_ = position;
    in_statement_ = false;
    body_.reset();
}

bool Scanner::delimiter_line() noexcept {
    if (!rules_->delimiter_lines || in_statement_ || token_.kind != TokenKind::word ||
        !same_word(token_text(), "delimiter")) {
        return false;
    }
    const std::size_t begin = text_.find_first_not_of(line_blanks, token_.end);
    if (begin == token_.end || begin == std::string_view::npos || text_[begin] == '\n') {
        return false;
    }
    const std::string_view line = text_.substr(begin, text_.find('\n', begin) - begin);
    const std::string_view word = line.substr(0, line.find_first_of(line_blanks));
    if (word.size() > longest_delimiter) {
        return false;
    }
    delimiter_ = word == ";" ? std::string_view{} : word;
    token_ = {TokenKind::comment, token_.begin, begin + line.size(), false};
    return true;
}

/// A delimiter such as `$$` or `//` may stand directly behind a word.
void Scanner::cut_at_delimiter() noexcept {
    if (delimiter_.empty() || token_.kind == TokenKind::quoted) {
        return;
    }
    const std::size_t reach = token_.end + delimiter_.size() - 1 - token_.begin;
    const std::size_t found = text_.substr(token_.begin, reach).find(delimiter_);
    if (found == 0) {
        token_ = {TokenKind::semicolon, token_.begin, token_.begin + delimiter_.size(), false};
    } else if (found != std::string_view::npos) {
        token_.end = token_.begin + found;
    }
    if (found != 0 && token_.kind == TokenKind::semicolon) {
        token_.kind = TokenKind::other;
    }
}

void Scanner::take() noexcept {
    if (token_.kind != TokenKind::semicolon) {
        starts_ = !in_statement_;
        in_statement_ = true;
        body_.see(token_.kind, token_text());
    } else if (!delimiter_.empty() || !in_statement_ || body_.semicolon()) {
        ends_ = true;
        in_statement_ = false;
        body_.reset();
    }
}

}  // namespace retort::script
