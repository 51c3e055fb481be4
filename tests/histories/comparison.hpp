#pragma once

#include "histories/alembic.hpp"

#include <retort/graph.hpp>

#include <string>
#include <vector>

namespace histories {

/// The places where Retort differs from Alembic on purpose.
enum class Verdict {
    alike,
    different,
    /// Back to a revision that is applied, and nothing that was built on it is: there is nothing to
    /// take down. Retort calls that a success. Alembic refuses where the revision is applied only
    /// because another depends on it.
    nothing_above,
    /// On the way down Alembic records a dependency that another recorded revision implies, because
    /// the edge to it was redundant. Its next upgrade refuses the two rows. Retort records the
    /// maximal applied revisions and no other.
    implied_row,
};

struct Comparison {
    Verdict verdict = Verdict::alike;
    std::string difference;  ///< one line, where they differ without a reason
};

/// Retort's own plan beside Alembic's: the same steps, in an order in which nothing comes before
/// what it needs, and the same recorded heads at the end.
Comparison compare(const retort::Graph& graph, const AlembicPlan& alembic);

}  // namespace histories
