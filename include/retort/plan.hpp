#pragma once

#include <retort/export.hpp>
#include <retort/graph.hpp>
#include <retort/objects.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace retort {

enum class Direction { upgrade, downgrade };
enum class StepKind { revision, squash, unsquash };

/// `upgrade` or `downgrade`.
RETORT_API std::string_view to_string(Direction direction) noexcept;
/// `revision`, `squash` or `unsquash`.
RETORT_API std::string_view to_string(StepKind kind) noexcept;

/// One revision in one direction.
struct Step {
    std::string revision;
    Direction direction = Direction::upgrade;
    StepKind kind = StepKind::revision;
    std::vector<std::string> heads_after;  ///< recorded heads once it is done, in byte order

    friend bool operator==(const Step& a, const Step& b) {
        return a.revision == b.revision && a.direction == b.direction && a.kind == b.kind &&
               a.heads_after == b.heads_after;
    }
};

/// The ordered steps to a target. Empty: nothing to do, which is success.
struct Plan {
    Direction direction = Direction::upgrade;
    /// What is recorded where it starts, in byte order, superfluous rows included.
    std::vector<std::string> heads_before;
    std::vector<Step> steps;
    /// Those of the steps' revisions that only the database keeps: the graph has the others.
    std::vector<Revision> kept;
    /// What is done to replaceable objects behind the last step. Those that only stand in a
    /// statement's way for a while are not listed.
    std::vector<ObjectStep> objects;

    /// Of steps.
    bool empty() const noexcept { return steps.empty(); }
};

/// Plans are pure functions of their arguments: no database, no clock. `current` are recorded
/// heads, matched exactly; superfluous ones are read as their closure. Cost: linear in the edges
/// plus the size of the plan.
///
/// @param target one target of the upgrade forms (`heads`, `head`, an id, a unique prefix,
///               `label@head`, `+2`, `X+1`, ...)
/// @throws UsageError (kind `target`) when the target does not name what to do, with the choices
/// @throws DatabaseError (kind `unknown`) when `current` has an id that the graph has not
RETORT_API Plan plan_upgrade(const Graph& graph, const std::vector<std::string>& current,
                             std::string_view target);

/// The same for the downgrade forms (`base`, an id, `-1`, `label@-1`, `label@base`, ...).
RETORT_API Plan plan_downgrade(const Graph& graph, const std::vector<std::string>& current,
                               std::string_view target);

/// The recorded heads after stamping `targets` (several may not lie on one lineage).
/// @param purge start from nothing; `current` may then hold unknown ids
RETORT_API std::vector<std::string> plan_stamp(const Graph& graph,
                                               const std::vector<std::string>& current,
                                               const std::vector<std::string>& targets, bool purge);

/// The revisions that a target without a direction names (`show`, `merge`, `stamp`, `--head`):
/// in byte order of their ids; empty for `base`.
RETORT_API Graph::Indices resolve(const Graph& graph, const std::vector<std::string>& current,
                                  std::string_view target);

/// The revisions of `history -r A:B`, A and B included, newest first. An empty A is base, an empty
/// B is heads.
RETORT_API Graph::Indices resolve_range(const Graph& graph, const std::vector<std::string>& current,
                                        std::string_view range);

/// `A:B` of the offline forms and of squash, split once at the edge. A text without a colon is an
/// upper end from base.
struct OfflineRange {
    std::vector<std::string> from;  ///< recorded heads it starts from; empty: base
    std::string to;                 ///< a target
};
RETORT_API OfflineRange split_range(const Graph& graph, std::string_view range);

/// Everything applied when `heads` are recorded: the heads and all that they need, ascending.
/// @throws DatabaseError (kind `unknown`) for an id that the graph has not
RETORT_API Graph::Indices applied_set(const Graph& graph, const std::vector<std::string>& heads);

}  // namespace retort
