#pragma once

#include <retort/scratch.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace retort {

/// Differences between two builds, as Squashed lists them.
struct SquashDifferences {
    std::vector<SchemaDifference> schema;
    std::vector<std::string> rows;
};

struct SquashOptions {
    std::string range;  ///< `B`, everything up to it, or `A:B`, what is above A
    std::string id;     ///< of the baseline; empty: twelve random hexadecimal digits
    std::string message;
    /// Where the chain and the baseline are built, one place for each dialect that the baseline is
    /// to have a section for. Empty: SQLite.
    std::vector<Scratch> scratch;
    /// `table.column` whose values may be frozen although they differ from run to run.
    std::vector<std::string> frozen;
    /// Where views and materialized views that nothing else needs become object files; empty: they
    /// stay in the baseline.
    std::string objects_folder;
    /// Names of routines and triggers that do so too, without schema and arguments; one that
    /// cannot is refused.
    std::vector<std::string> lift;
    /// Given: differences that are known and wanted. The baseline is written where they are exactly
    /// those that are found, in any order.
    std::optional<SquashDifferences> accepted;
    bool dry_run = false;  ///< everything but writing
    Options options;       ///< version_table, cancel
};

struct Squashed {
    std::string baseline;
    std::vector<std::string> replaces;  ///< in plan order
    std::string path;                   ///< of the baseline's file (dry_run: would be)
    std::string archive;                ///< the folder that the scripts are in now
    std::string text;                   ///< of the file
    /// What the chain builds and the baseline does not, or the other way round. Not empty: nothing
    /// was written, unless exactly this was accepted.
    std::vector<SchemaDifference> schema_differences;
    std::vector<std::string> row_differences;
    std::vector<std::string> objects_moved;  ///< `view high`: lifted into files
    std::vector<std::string> objects_kept;   ///< `view top`: they stay in the baseline
    std::map<std::string, std::size_t> seed_rows;
    bool accepted = false;  ///< there are differences, which are those accepted
    bool written = false;

    bool is_proven() const noexcept {
        return schema_differences.empty() && row_differences.empty();
    }
};

/// Folds a range of revisions into one baseline: builds what they build in scratch databases,
/// writes that as one script, and proves it by building both, with every later revision and the
/// objects: equal schema and equal rows, or nothing is written (see `accepted`). Then the
/// baseline's downgrade is held to what was there before.
///
/// The scripts of the range must be files of `folder`, which one process at a time may squash in.
/// They are moved to `archive` below it, and go on being read from there.
///
/// Views and materialized views that no table, no other object that stays and no other script
/// names are lifted: they leave the range for files of the objects folder, which count as long as
/// the baseline does.
/// @param sources all that the program knows, `folder` among them
/// @throws UsageError for a range that is not closed, and an id that is taken or none; ScriptError
/// for text that leaves its database, or whose values differ from run to run; Error (kinds `io`,
/// `locked`)
RETORT_API Squashed squash(const std::string& folder, const std::vector<Source>& sources,
                           const Objects& objects, const SquashOptions& options);

struct UnsquashOptions {
    bool keep_objects = false;  ///< the files of lifted objects stay, edited or not
};

struct Unsquashed {
    std::string baseline;
    std::string stands_for;             ///< what the baseline's id means from now on
    std::vector<std::string> restored;  ///< revisions, in plan order
    std::string path;                   ///< of the file that says so
    std::vector<std::string> removed;   ///< files of lifted objects
};

/// Puts back the scripts that a baseline stands for, and leaves a file by which its id goes on
/// meaning the last of them; databases follow at their next run. The files of objects that were
/// lifted are removed.
///
/// Killed at any moment, the folder is squashed or not; the same call finishes what is left to do.
/// @param sources all that the program knows, `folder` among them
/// @throws UsageError for what is no baseline of this folder, for one that a newer one stands for,
/// for archived scripts that are missing, and for lifted objects that were edited; Error (kinds
/// `io`, `locked`)
RETORT_API Unsquashed unsquash(const std::string& folder, const std::vector<Source>& sources,
                               const Objects& objects, const std::string& baseline,
                               const UnsquashOptions& options = {});

}  // namespace retort
