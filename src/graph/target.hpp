#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace retort::graph {

enum class Symbol { none, head, heads, base, current, name };

/// A target as it was typed: `[branch@][symbol][+n|-n]`.
struct Target {
    std::string text;
    std::string branch;            ///< before `@`; empty: none
    Symbol symbol = Symbol::none;  ///< none: there is only an offset
    std::string name;              ///< of Symbol::name: an id, a label or a prefix
    int offset = 0;                ///< `+n` and `-n`; 0: none

    /// Counts from what is recorded, not from a symbol.
    bool relative() const noexcept { return symbol == Symbol::none; }
    bool is(Symbol which) const noexcept { return symbol == which && offset == 0; }
    /// The same target within the lineage of another branch.
    std::string within(std::string_view other_branch) const;
};

/// @throws UsageError (kind `target`) for anything that is not wholly a target
Target parse_target(std::string_view text);

/// `A:B`, either end as it was typed.
struct RangeText {
    std::string_view lower;
    std::string_view upper;
};

/// Nothing when there is no colon. @throws UsageError (kind `target`) for more than one
std::optional<RangeText> split_at_colon(std::string_view text);

}  // namespace retort::graph
