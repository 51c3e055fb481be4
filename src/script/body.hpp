#pragma once

#include "script/lexer.hpp"

#include <cstdint>
#include <string_view>

namespace retort::script {

/// Which statements have a body whose `;` do not end them.
struct BodyRules {
    enum class Style {
        trigger,  ///< CREATE TRIGGER, from BEGIN to an END behind a `;`, as sqlite3_complete sees
                  ///< it
        blocks,   ///< nested BEGIN ... END and CASE ... END of routines
    };
    Style style = Style::blocks;
    bool only_or_replace = false;  ///< between CREATE and FUNCTION or PROCEDURE, the only routines
    bool end_names_its_block = false;  ///< END IF, END LOOP, ... close what no BEGIN opened
    bool parentheses_hold = false;     ///< a `;` inside ( ) ends nothing
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
    enum class State : std::uint8_t { start, plain, explain, create, body, semicolon, end };

    void see_trigger(TokenKind kind, std::string_view text) noexcept;
    void see_blocks(TokenKind kind, std::string_view text) noexcept;
    void after_create(std::string_view word) noexcept;
    void in_routine(std::string_view word) noexcept;
    void close_block(std::string_view next) noexcept;

    const BodyRules* rules_;
    State state_ = State::start;
    bool begun_ = false;   ///< trigger: BEGIN was seen
    bool ending_ = false;  ///< blocks: the last token was END
    std::uint32_t depth_ = 0;
    std::int32_t parentheses_ = 0;
};

}  // namespace retort::script
