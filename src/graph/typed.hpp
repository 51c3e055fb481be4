#pragma once

#include <retort/plan.hpp>

#include "graph/target.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What commands take as it was typed: parsed, and everything refused that is wrong whatever the
/// graph is. All throw UsageError (kind `target`).
namespace retort::graph {

/// The target of an upgrade or a downgrade.
Target parse_move(Direction direction, std::string_view text);

/// A target that does not count from what is recorded.
Target parse_place(std::string_view text);

/// One target or more, as stamp takes them: `base` alone.
std::vector<Target> parse_stamp(const std::vector<std::string>& texts);

/// The two ends of a range, an empty one written out.
struct TypedRange {
    Target lower;
    Target upper;
};

/// `A:B` of `history -r`.
TypedRange parse_range(std::string_view text);

/// `A:B` without a database, or B from base. What `B` may be is the direction's.
TypedRange parse_offline_range(std::string_view text);

}  // namespace retort::graph
