#pragma once

#include "script/compound.hpp"
#include "script/lexer.hpp"

#include <cstdint>
#include <string_view>

namespace retort::script {

/// Which statements have a body whose `;` do not end them.
struct BodyRules {
    enum class Style {
        trigger,   ///< CREATE TRIGGER, from BEGIN to an END behind a `;`, as sqlite3_complete sees
                   ///< it
        counted,   ///< BEGIN, CASE and END of CREATE [OR REPLACE] FUNCTION or PROCEDURE and
                   ///< parentheses anywhere, as psql counts them
        compound,  ///< the compound statements of MySQL and MariaDB
    };
    Style style = Style::compound;
};

/// Follows the tokens of one statement after another to know which `;` ends one.
class BodyTracker {
public:
    explicit BodyTracker(const BodyRules& rules) noexcept : rules_(&rules) {}

    /// @param text the token's; it is neither trivia nor a semicolon
    void see(TokenKind kind, std::string_view text) noexcept;
    /// Whether this semicolon ends the statement; the next token then begins another.
    bool semicolon() noexcept;
    void reset() noexcept;
    /// Between the BEGIN of a body and its END.
    bool inside() const noexcept;

private:
    enum class State : std::uint8_t {
        start,
        plain,
        explain,
        create,
        create_or,
        create_or_replace,
        body,
        semicolon,
        end
    };

    void see_trigger(TokenKind kind, std::string_view text) noexcept;
    void count(TokenKind kind, std::string_view text) noexcept;
    void count_word(std::string_view word) noexcept;
    State behind(std::string_view word) const noexcept;

    const BodyRules* rules_;
    CompoundTracker compound_;
    State state_ = State::start;
    bool begun_ = false;  ///< trigger: BEGIN was seen
    std::uint32_t depth_ = 0;
    std::uint32_t parentheses_ = 0;
};

}  // namespace retort::script
