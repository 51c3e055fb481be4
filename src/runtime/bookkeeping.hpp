#pragma once

#include "runtime/object_book.hpp"
#include "runtime/situation.hpp"
#include "runtime/state_store.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace retort::runtime {

/// What the state tables are to hold after a change that runs no script.
struct NewRecord {
    std::vector<std::string> heads;          ///< recorded
    std::map<std::string, AppliedRow> rows;  ///< by id
    std::string open_step;
    bool keeps_journal = false;
    std::optional<ObjectBook> objects;  ///< given: what is recorded of them changes too
};

/// Turns the stored state into the new one, tables included, inside the caller's transaction.
void write_record(StateStore& store, const StoredState& before, const NewRecord& after);

/// Everything that `heads` imply, with the rows that are there already and rows of `origin` for
/// the others.
std::map<std::string, AppliedRow> rows_under(const Revisions::Data& revisions, Dialect dialect,
                                             const Situation& situation, const Graph& graph,
                                             const std::vector<std::string>& heads,
                                             const std::string& origin, const std::string& at);

}  // namespace retort::runtime
