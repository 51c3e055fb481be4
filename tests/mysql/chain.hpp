#pragma once

#include "support/server_client.hpp"

#include <retort/plan.hpp>
#include <retort/revisions.hpp>

namespace retort_test {

/// Tables, rows, indexes, views, routines, triggers, settings of the session, transactions.
retort::Revisions chain();

/// The same with sixteen revisions more. One of them calls a procedure, of which nobody knows
/// whether it took effect when it was interrupted.
retort::Revisions long_chain();
/// Whether that call took effect: what a person would look for.
bool call_took_effect(ServerClient& client, retort::Direction direction);

}  // namespace retort_test
