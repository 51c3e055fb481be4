#pragma once

#include "runtime/revisions.hpp"
#include "runtime/state_store.hpp"

#include <retort/migrator.hpp>

#include <chrono>
#include <functional>
#include <optional>

namespace retort::runtime {

/// What keeps a database from being at the heads of the scripts and another process may be about
/// to change. Nothing: it is there, which one query found out where the state is as expected.
/// @throws Error what waiting does not change
std::optional<DatabaseError> short_of_heads(const Revisions::Data& revisions, Dialect dialect,
                                            StateStore& store, UnknownPolicy unknown);

/// short_of_heads(), which waits for somebody who is writing no longer than told.
using Look = std::function<std::optional<DatabaseError>(std::chrono::milliseconds)>;

/// Looks until there is nothing short. @throws what is, completed, when the patience ends
void wait_for_heads(const dialect::Patience& patience, const Look& look);

}  // namespace retort::runtime
