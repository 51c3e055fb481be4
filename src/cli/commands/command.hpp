#pragma once

#include "cli/context.hpp"

#include <functional>
#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own
class App;
}

namespace retort::cli {

/// The exit statuses that a command may return; errors are thrown.
constexpr int done = 0;
constexpr int not_done = 1;  ///< what was found is no error of anybody
constexpr int found_something = 3;

/// What a command does once its arguments are parsed and found right.
using Run = std::function<int(Context&)>;

struct Command {
    const char* name;
    const char* summary;
    /// Declares the options and what is wrong with them by themselves.
    Run (*declare)(CLI::App& app);
};

/// In the order of the help.
const std::vector<Command>& commands();

Run declare_init(CLI::App& app);
Run declare_revision(CLI::App& app);
Run declare_merge(CLI::App& app);
Run declare_edit(CLI::App& app);
Run declare_upgrade(CLI::App& app);
Run declare_downgrade(CLI::App& app);
Run declare_plan(CLI::App& app);
Run declare_stamp(CLI::App& app);
Run declare_current(CLI::App& app);
Run declare_check(CLI::App& app);
Run declare_log(CLI::App& app);
Run declare_repair(CLI::App& app);
Run declare_history(CLI::App& app);
Run declare_heads(CLI::App& app);
Run declare_branches(CLI::App& app);
Run declare_show(CLI::App& app);
Run declare_objects(CLI::App& app);
Run declare_schema(CLI::App& app);
Run declare_squash(CLI::App& app);
Run declare_unsquash(CLI::App& app);
Run declare_backup(CLI::App& app);
Run declare_restore(CLI::App& app);
Run declare_rehearse(CLI::App& app);
Run declare_validate(CLI::App& app);

}  // namespace retort::cli
