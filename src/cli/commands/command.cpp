#include "cli/commands/command.hpp"

namespace retort::cli {

const std::vector<Command>& commands() {
    static const std::vector<Command> all{
        {"init", "Make retort.toml and the folders", declare_init},
        {"revision", "Write a new script", declare_revision},
        {"merge", "Write a new merge point of several revisions", declare_merge},
        {"upgrade", "Run what is missing to reach a target", declare_upgrade},
        {"downgrade", "Take down what is above a target", declare_downgrade},
        {"plan", "Show what upgrade or downgrade would run", declare_plan},
        {"stamp", "Record targets as current and run nothing", declare_stamp},
        {"current", "Show the heads that the database records", declare_current},
        {"history", "List the revisions, newest first", declare_history},
        {"heads", "List the revisions without children", declare_heads},
        {"branches", "List the revisions with several children", declare_branches},
        {"show", "Show a revision", declare_show},
        {"edit", "Open a revision's script in the editor", declare_edit},
        {"check", "Report what is not as it should be; exit 3 if something is", declare_check},
        {"log", "List what was run in the database", declare_log},
        {"objects", "List, compare, replace or refresh views and routines", declare_objects},
        {"schema", "Print a schema, or what differs between two", declare_schema},
        {"squash", "Fold a range of revisions into one proven baseline", declare_squash},
        {"unsquash", "Put back the scripts that a baseline stands for", declare_unsquash},
        {"backup", "Write the whole database into a new folder", declare_backup},
        {"restore", "Fill a database from such a folder", declare_restore},
        {"rehearse", "Upgrade a copy of the database and drop it", declare_rehearse},
        {"validate", "Count the rows, and look for what is wrong with them", declare_validate},
        {"repair", "Say what is wrong, or settle it", declare_repair},
    };
    return all;
}

}  // namespace retort::cli
