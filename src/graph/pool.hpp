#pragma once

#include "errors/graph.hpp"
#include "graph/data.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace retort::graph {

/// A revision that stands for others.
struct Baseline {
    Index place = 0;         ///< in the pool
    std::string stands_for;  ///< the last of its `replaces`, which is written in plan order
    /// All that it stands for, by way of baselines in its range too.
    std::set<std::string, std::less<>> replaced;
    /// Those of them that no baseline in its range stands for.
    std::set<std::string, std::less<>> members;
    bool unsquashed = false;  ///< what it names is live again; its id means `stands_for`
};

/// Everything that graphs are made of: live and archived scripts, and behind them what only a
/// database keeps.
struct Pool {
    std::vector<Revision> revisions;
    std::size_t scripts = 0;  ///< how many of them are scripts
    std::map<std::string, Baseline, std::less<>> baselines;
    Indices tops;                ///< what no baseline stands for, ascending
    std::vector<bool> archived;  ///< by place, of a pool that shows the archive; empty: nothing
    /// Who has which id; empty where there is no baseline.
    std::unordered_map<std::string_view, Index> places;

    const Baseline* baseline(std::string_view id) const;
    bool knows(std::string_view id) const { return places.count(id) > 0; }
    bool is_script(Index place) const noexcept { return place < scripts; }
    /// The members that nobody has.
    std::vector<std::string> missing(const Baseline& baseline) const;
    /// Whether runs move a database to this baseline: it is one of the scripts' own.
    bool is_wanted(const Baseline& baseline) const noexcept {
        return is_script(baseline.place) && !baseline.unsquashed;
    }
};

/// @param scripts how many of the revisions are scripts; the others come from a database, and are
///                taken as they are
std::shared_ptr<const Pool> read_pool(std::vector<Revision> revisions, std::size_t scripts,
                                      std::vector<errors::GraphFault>& faults);

/// One in which every revision is for itself, whatever it replaces.
std::shared_ptr<const Pool> flat_pool(std::vector<Revision> revisions, std::vector<bool> archived);

}  // namespace retort::graph
