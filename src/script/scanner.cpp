#include "script/scanner.hpp"

#include "script/character.hpp"
#include "script/comments.hpp"

#include <algorithm>

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
    rules.body.style = BodyRules::Style::counted;
    return rules;
}

SqlRules make_mysql() {
    SqlRules rules;
    rules.lex.backslash_escapes = true;
    rules.lex.hash_comments = true;
    rules.lex.dashes_need_blank = true;
    rules.lex.conditional_comments = true;
    rules.delimiter_lines = true;
    rules.first_dashes_comment = true;
    return rules;
}

SqlRules make_common() {
    SqlRules rules;
    rules.lex.dollar_quotes = true;
    rules.lex.escape_strings = true;  // elsewhere E'...' is nothing that anyone writes
    return rules;
}

constexpr std::size_t longest_delimiter = 15;

/// What the client takes for the delimiter in the rest of a DELIMITER line.
std::string_view delimiter_in(std::string_view rest) noexcept {
    rest = rest.substr(0, rest.find('\n'));
    rest = at(rest, rest.size() - 1, '\r') ? rest.substr(0, rest.size() - 1) : rest;
    const std::size_t begin = rest.find_first_not_of(" \t");
    if (begin == 0 || begin == std::string_view::npos) {
        return {};
    }
    const bool quoted = std::string_view("'\"`").find(rest[begin]) != std::string_view::npos;
    const std::string_view word = rest.substr(quoted ? begin + 1 : begin);
    return word.substr(0, word.find(quoted ? rest[begin] : ' '));
}

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
    token_ = read();
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

Token Scanner::read() const noexcept {
    if (at_terminator()) {
        const std::size_t length =
            delimiter_.empty() || text_[position_] == '\\' ? 2 : delimiter_.size();
        return {TokenKind::semicolon, position_, position_ + length, false};
    }
    if (rules_->first_dashes_comment && !in_statement_ && at(text_, position_, "--")) {
        return line_comment(text_, position_, rules_->lex);
    }
    return next_token(text_, position_, rules_->lex);
}

bool Scanner::at_terminator() const noexcept {
    return (!delimiter_.empty() && at(text_, position_, delimiter_)) ||
           (rules_->delimiter_lines &&
            (at(text_, position_, "\\g") || at(text_, position_, "\\G")));
}

bool Scanner::delimiter_line() noexcept {
    if (!rules_->delimiter_lines || in_statement_ || token_.kind != TokenKind::word ||
        !same_word(token_text(), "delimiter")) {
        return false;
    }
    const std::string_view word = delimiter_in(text_.substr(token_.end));
    if (word.empty() || word.find('\\') != std::string_view::npos) {
        return false;
    }
    delimiter_ = word == ";" ? std::string_view{} : word.substr(0, longest_delimiter);
    token_ = {TokenKind::comment, token_.begin,
              std::min(text_.find('\n', token_.end), text_.size()), false};
    return true;
}

/// A delimiter such as `$$` or `//` may stand directly behind a word.
void Scanner::cut_at_delimiter() noexcept {
    if (delimiter_.empty() || token_.kind == TokenKind::quoted || at_terminator()) {
        return;
    }
    const std::size_t reach = token_.end + delimiter_.size() - 1 - token_.begin;
    const std::size_t found = text_.substr(token_.begin, reach).find(delimiter_);
    if (found != std::string_view::npos) {
        token_.end = token_.begin + found;
    }
    if (token_.kind == TokenKind::semicolon) {
        token_.kind = TokenKind::other;
    }
}

void Scanner::take() noexcept {
    if (token_.kind != TokenKind::semicolon) {
        starts_ = !in_statement_;
        in_statement_ = true;
        body_.see(token_.kind, token_text());
    } else if (text_[token_.begin] != ';' || !delimiter_.empty() || !in_statement_ ||
               body_.semicolon()) {
        ends_ = true;
        in_statement_ = false;
        body_.reset();
    }
}

}  // namespace retort::script
