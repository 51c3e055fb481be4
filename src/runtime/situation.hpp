#pragma once

#include "runtime/applied_digest.hpp"
#include "runtime/revisions.hpp"
#include "runtime/state.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace retort::runtime {

/// What the stored state means to this program: a pure function of the two.
struct Situation {
    /// The scripts' revisions, and those that only the database keeps, in the view that the
    /// recorded heads are in.
    Graph graph;
    /// What upgrades are planned on: without what a newer program left.
    Graph known;
    std::vector<bool> applied;       ///< by index in `graph`
    std::vector<std::string> heads;  ///< recorded, without superfluous ones, in byte order
    std::vector<std::string> kept;   ///< applied, absent from the scripts, kept in the database
    std::vector<std::string> lost;   ///< recorded as heads, absent from scripts and database
    /// Recorded as heads, inside of a range of which neither scripts nor database have enough.
    std::vector<std::string> begun;
    /// Baselines that cannot run on this dialect.
    graph::Unfolded archived_only;
    /// Below the heads a range is recorded in the other way: as what it was, or as its baseline.
    bool folds = false;
    std::vector<std::string> edited;
    std::vector<std::string> never_run;  ///< below a recorded head, but never run here
    /// Another tool moved the recorded heads, or recorded them in the first place.
    bool foreign = false;
    std::map<std::string, AppliedRow> rows;  ///< by id

    bool is_unknown() const noexcept { return !kept.empty() || !lost.empty(); }
    /// Itself, by what a baseline among the applied ones stands for, or the other way round.
    bool is_applied(const std::string& id) const;
};

/// @throws DatabaseError (kind format) for state tables of another major format
Situation assess(const Revisions::Data& revisions, Dialect dialect, const StoredState& state);

/// Whether nothing differs from what the program expects and the database records no open step, so
/// that an empty plan means that there is nothing to do..
bool undisturbed(const Revisions::Data& revisions, Dialect dialect, const QuickState& state);

/// The baseline by whose other end this revision is recorded: rows of what it stands for, or its
/// row instead of this one's.
std::optional<std::string> recorded_by(const Situation& situation, const std::string& id);

/// The row that records a revision of the scripts as applied.
/// @param graph gives its place, by index
AppliedRow row_for(const Revisions::Data& revisions, const Graph& graph, Graph::Index index,
                   Dialect dialect, const std::string& origin, const std::string& at);

/// The digest that belongs to these rows.
AppliedDigest digest_of(const std::map<std::string, AppliedRow>& rows);

}  // namespace retort::runtime
