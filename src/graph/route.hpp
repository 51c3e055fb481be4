#pragma once

#include <retort/plan.hpp>

#include "graph/target.hpp"
#include "graph/view.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Planning where baselines are: first the view that fits what is recorded and asked for, then a
/// plan in it, then the steps that move a database from one end of a baseline to the other.
namespace retort::graph {

struct Route {
    Plan plan;
    Graph view;  ///< in which it was planned
};

/// @param archived_only baselines that cannot run here: their ranges are run instead
Route upgrade_route(const Graph& graph, const std::vector<std::string>& current,
                    std::string_view target, const Unfolded& archived_only);
Route downgrade_route(const Graph& graph, const std::vector<std::string>& current,
                      std::string_view target, const Unfolded& archived_only);

/// The view that the recorded heads are in: a range is unfolded where they are in it, its end
/// included while the baseline is not recorded, and where it has to be run.
Graph view_of(const Graph& graph, const std::vector<std::string>& recorded,
              const Unfolded& archived_only = {});

/// The same with what the target names unfolded.
Graph view_for(const Graph& view, const Target& target);

/// The baselines that stand for this revision.
Unfolded around(const Graph& graph, const std::string& id);

/// The view in which a baseline is folded, or unfolded, and everything in its range is not.
Graph view_at(const Graph& graph, const std::string& baseline, bool unfolded);

/// What will be recorded where these are the maximal applied revisions of the view.
std::vector<std::string> recorded_as(const Graph& view, const std::vector<std::string>& recorded,
                                     const std::vector<std::string>& tips);

/// Puts squash and unsquash steps where they belong, into steps of revisions alone.
void weave(const Graph& view, const std::vector<std::string>& recorded, Plan& plan);

/// @throws ScriptError for a baseline that would have to be run and cannot
void refuse_steps(const Graph& view, const Plan& plan, const Unfolded& archived_only);
/// @throws DatabaseError where a range was begun and scripts of it are not there
void refuse_missing(const Graph& view);

}  // namespace retort::graph
