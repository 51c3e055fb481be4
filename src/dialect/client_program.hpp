#pragma once

#include "dialect/polling.hpp"

#include <map>
#include <string>
#include <vector>

namespace retort::dialect {

/// A client of a server's own, found by PATH.
struct ClientProgram {
    std::string name;
    std::vector<std::string> arguments;  ///< everybody on the machine can read them
    /// Set beside what this process has; empty: taken out. Passwords belong here.
    std::map<std::string, std::string> environment;
    std::string input = "/dev/null";  ///< the file that it reads
};

/// What it writes. Killed when it is called off, and when it takes longer than patience.limit (0:
/// an hour).
/// @throws Error (kind io) where there is none, DatabaseError with its own words where it fails,
/// Error (kind cancelled)
std::string output_of(const ClientProgram& program, const Patience& patience);

}  // namespace retort::dialect
