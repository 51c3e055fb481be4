#pragma once

#include "cli/commands/command.hpp"

#include <CLI/CLI.hpp>

#include <map>
#include <string>
#include <vector>

namespace retort::cli {

/// The grammar of the command line with everything that a parse fills. For one parse.
class Parser {
public:
    explicit Parser(const std::string& program);

    /// @throws CLI::Success for help and version, with `text` to print; UsageError
    Run parse(const std::vector<std::string>& arguments);

    const GlobalFlags& flags() const { return flags_; }
    /// What help and version print.
    std::string text(const CLI::Success& asked) const;

private:
    void declare_flags();
    void declare_commands();
    void check_words() const;
    /// The commands with this option.
    std::vector<std::string> commands_with(const std::string& option) const;
    std::string usage() const;
    std::vector<std::string> option_names() const;

    GlobalFlags flags_;
    CLI::App app_;
    std::map<const CLI::App*, Run> runs_;
};

}  // namespace retort::cli
