#pragma once

#include "script/body.hpp"
#include "script/lexer.hpp"

#include <retort/dialect.hpp>

#include <string_view>

namespace retort::script {

/// Where quotes, comments and statements end in one dialect.
struct SqlRules {
    LexRules lex;
    BodyRules body;
    bool delimiter_lines = false;       ///< the client's DELIMITER, and `\\g` and `\\G`
    bool first_dashes_comment = false;  ///< `--x` is a comment where a statement would begin
};

const SqlRules& rules_of(Dialect dialect) noexcept;
/// For text that several dialects share.
const SqlRules& common_rules() noexcept;

/// Walks over the tokens of a text and says where statements begin and end.
class Scanner {
public:
    Scanner(std::string_view text, std::size_t begin, const SqlRules& rules) noexcept;

    /// Goes to the next token. A DELIMITER line is a comment. @returns false at the end
    bool next() noexcept;

    const Token& token() const noexcept { return token_; }
    std::string_view token_text() const noexcept {
        return text_.substr(token_.begin, token_.end - token_.begin);
    }
    /// The token is the first of a statement.
    bool starts_statement() const noexcept { return starts_; }
    /// The token is the terminator of a statement, or of an empty one.
    bool ends_statement() const noexcept { return ends_; }
    /// The token is inside the body of a trigger or routine.
    bool in_body() const noexcept { return body_.inside(); }
    /// Goes on at `position` as at the beginning of a statement.
    void jump(std::size_t position) noexcept;

private:
    Token read() const noexcept;
    bool at_terminator() const noexcept;
    bool delimiter_line() noexcept;
    void cut_at_delimiter() noexcept;
    void take() noexcept;

    std::string_view text_;
    const SqlRules* rules_;
    BodyTracker body_;
    std::string_view delimiter_;  ///< empty: the semicolon
    std::size_t position_;
    Token token_;
    bool in_statement_ = false;
    bool starts_ = false;
    bool ends_ = false;
};

}  // namespace retort::script
