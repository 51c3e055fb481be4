#pragma once

#include <retort/revisions.hpp>

#include <string>
#include <vector>

namespace retort_test {

/// 20 revisions for PostgreSQL with statements of every way to be recorded: transactions, journals,
/// transactions of the script's own, one in C++. They pass gate() where they can.
retort::Revisions kill_chain();

/// For a database that the chain is to run in: statements that make gate(), which waits while
/// somebody else holds the advisory lock `gate_key`, and let every definition pass it in its end.
std::vector<std::string> gate_sql();
constexpr const char* gate_key = "7";

}  // namespace retort_test
