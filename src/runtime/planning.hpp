#pragma once

#include "graph/route.hpp"
#include "runtime/situation.hpp"

#include <retort/migrator.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace retort::runtime {

/// The plan from the situation to the target, and the view that it was made in.
/// @throws UsageError (kind target); DatabaseError (kind unknown) for an upgrade beside revisions
/// that the scripts do not have, unless every head they do have is applied and the policy allows it
graph::Route plan_for(const Revisions::Data& revisions, const Situation& situation,
                      const Options& options, Direction direction, std::string_view target);

/// Tells the observer, where there is one, which steps do nothing on this dialect.
void warn_of_empty_steps(const Revisions::Data& revisions, Dialect dialect, const Plan& plan,
                         Observer* observer);

/// What `upgrade heads` would run, as far as the scripts know.
std::vector<std::string> pending(const Revisions::Data& revisions, const Situation& situation);

/// What is recorded, as these scripts name it: a baseline for the end of its range, and the end of
/// a range for a baseline that they do not have.
std::vector<std::string> current_heads(const Revisions::Data& revisions, const Situation& situation,
                                       const std::vector<std::string>& recorded);

/// A history entry that is not about one step.
LogEntry log_entry_of(const std::string& action, const std::string& revision,
                      const std::vector<std::string>& heads_before,
                      const std::vector<std::string>& heads_after);

}  // namespace retort::runtime
