#pragma once

#include <retort/objects.hpp>
#include <retort/revisions.hpp>

#include <iosfwd>
#include <string>
#include <vector>

namespace retort {

/// How an application that offers `myapp migrate upgrade head` shapes the command line.
struct CommandLine {
    std::string program = "retort";  ///< what usage texts and errors call it
    /// Revisions that are compiled in, beside those of the scripts folder.
    std::vector<Source> sources;
    /// Replaceable objects that are compiled in, beside those of the objects folder.
    std::vector<ObjectSource> objects;
    /// Default for `--url`; empty: none.
    std::string url;
    std::ostream* out = nullptr;  ///< results; null: standard output
    std::ostream* err = nullptr;  ///< progress and errors; null: standard error
};

/// Runs one command. `arguments` are without the program's name. Never throws and never exits.
/// @returns 0 done, 1 failed, 2 wrong usage, 3 a check found something
RETORT_API int run_command_line(const std::vector<std::string>& arguments,
                                const CommandLine& command_line = {});

}  // namespace retort
