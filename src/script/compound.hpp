#pragma once

#include "script/lexer.hpp"

#include <cstdint>
#include <string_view>

namespace retort::script {

/// Follows the tokens of one statement of MySQL or MariaDB to know which `;` belong to the body of
/// a routine, trigger or event, or to a compound statement outside of any.
class CompoundTracker {
public:
    void see(TokenKind kind, std::string_view text) noexcept;
    /// Whether this semicolon ends the statement.
    bool semicolon() noexcept;
    /// Between the BEGIN of a block and its END.
    bool inside() const noexcept { return depth_ > 0; }

private:
    enum class State : std::uint8_t {
        start,
        begin,  ///< a transaction's, unless NOT ATOMIC follows
        create,
        name,          ///< of the routine, behind IF NOT EXISTS
        trigger_head,  ///< up to FOR EACH ROW
        head,          ///< of a routine or handler: the body may begin with the next word
        body,
        plain,
    };

    void see_word(std::string_view word) noexcept;
    void see_mark(std::string_view mark) noexcept;
    void see_name() noexcept;
    void end_name() noexcept;
    void see_first(std::string_view word) noexcept;
    void after_create(std::string_view word) noexcept;
    void in_name(std::string_view word) noexcept;
    void in_trigger_head(std::string_view word) noexcept;
    void in_head(std::string_view word) noexcept;
    void begin_inner(std::string_view word) noexcept;
    void within_inner(std::string_view word) noexcept;
    void open(std::string_view word) noexcept;
    void count_case(std::string_view word) noexcept;
    bool follows(std::string_view word) const noexcept { return same_word(previous_, word); }

    State state_ = State::start;
    bool trigger_ = false;
    bool inner_ = false;      ///< the next token begins a statement of the body
    bool label_ = false;      ///< the last token may be a label
    bool declaring_ = false;  ///< behind DECLARE
    bool handler_ = false;    ///< behind DECLARE ... HANDLER
    bool until_ = false;      ///< behind the UNTIL of a REPEAT
    bool qualified_ = false;  ///< the next word is a name
    std::uint32_t depth_ = 0;
    std::uint32_t cases_ = 0;  ///< CASE expressions that are open
    std::uint32_t parentheses_ = 0;
    std::string_view previous_;  ///< the last token, when it is a word
};

}  // namespace retort::script
