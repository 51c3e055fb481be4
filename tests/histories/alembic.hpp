#pragma once

#include "histories/history.hpp"

#include <retort/plan.hpp>

#include <optional>
#include <string>
#include <vector>

namespace histories {

using Ids = std::vector<std::string>;  ///< sorted, but for the steps of a plan

struct AlembicPlan {
    retort::Direction direction = retort::Direction::upgrade;
    Ids from;
    std::string target;
    std::optional<Ids> steps;  ///< none: Alembic refused, with this error
    Ids heads_after;
    std::string error;
};

/// What Alembic makes of a history that it loads from scripts of its own.
struct AlembicAnswers {
    Ids heads;
    Ids real_heads;
    Ids bases;
    Ids branch_points;
    Ids merge_points;
    std::vector<AlembicPlan> plans;  ///< from each revision and from nothing to each head, and back
};

/// @param scratch a folder that is not there yet
AlembicAnswers ask_alembic(const History& history, const std::string& scratch);

}  // namespace histories
