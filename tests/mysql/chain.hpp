#pragma once

#include <retort/revisions.hpp>

namespace retort_test {

/// Tables, rows, indexes, views, routines, triggers, settings of the session, transactions.
retort::Revisions chain();

}  // namespace retort_test
