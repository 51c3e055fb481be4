#pragma once

#include "dialect/postgresql/connection.hpp"
#include "dialect/postgresql/dump.hpp"

namespace retort::dialect::postgresql {

/// The program, run on the database of the connection; owners and privileges included, large
/// objects not. It is found by PATH, and must not be older than the server.
/// @param section `pre-data`, what rows need; `post-data`, what needs them
/// @param left_out tables, qualified and quoted
/// @throws as output_of()
Dump dump_of(const Connection& connection, const std::string& section,
             const std::vector<std::string>& left_out);

}  // namespace retort::dialect::postgresql
