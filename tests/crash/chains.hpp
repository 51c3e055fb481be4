#pragma once

#include <retort/revisions.hpp>

#include <string>

namespace retort_test {

/// 30 revisions of one transaction each, with a branch, a dependency, a merge and two in C++.
retort::Revisions main_chain();
/// Ten, with steps of several parts, statements outside transactions and enforced foreign keys.
retort::Revisions parts_chain();

enum class Counting {
    inside,     ///< the engine's transaction
    outside,    ///< no_transaction: statements one by one, and transactions of the script's own
    functions,  ///< C++ outside any transaction
};
/// Revisions that each insert their id into `runs`. The first one makes the table.
retort::Revisions counting_chain(int revisions, Counting counting);

}  // namespace retort_test
