#include "errors/squash.hpp"

#include "errors/text.hpp"

#include <fmt/format.h>

namespace retort::errors {
namespace {

UsageError range_error(const std::string& message) {
    return {ErrorKind::target, message};
}

}  // namespace

UsageError no_such_range(const std::string& range) {
    return range_error(
        fmt::format("{} is no range to squash: type B for everything up to B, or A:B for what is "
                    "above A.",
                    in_quotes(range)));
}

UsageError not_one_revision(const std::string& end, const std::vector<std::string>& ids) {
    return range_error(
        ids.empty() ? fmt::format("{} names no revision, and a range ends at one.", in_quotes(end))
                    : fmt::format("{} names {} revisions ({}), and a range ends at one. "
                                  "Type one of them.",
                                  in_quotes(end), ids.size(), list(ids)));
}

UsageError not_below(const std::string& lower, const std::string& upper) {
    return range_error(
        fmt::format("{} is not an ancestor of {}: there is no range between them.", lower, upper));
}

UsageError range_is_open_below(const std::string& member, const std::string& parent,
                               const std::string& lower) {
    return range_error(fmt::format(
        "The range cannot be squashed: {} in it stands on {}, which is neither in the range nor "
        "{}. Begin the range below both.",
        member, parent, lower));
}

UsageError range_is_open_above(const std::string& outside, const std::string& member,
                               const std::string& upper, bool by_dependency) {
    return range_error(fmt::format(
        "The range cannot be squashed: {} {} {}, which is inside the range and not its end {}. End "
        "the range below it, or at a merge point that holds both.",
        outside, by_dependency ? "depends on" : "stands on", member, upper));
}

UsageError no_baseline(const std::string& id) {
    return range_error(
        fmt::format("{} is no baseline: `retort history` shows which revisions stand for others.",
                    in_quotes(id)));
}

UsageError inside_newer_baseline(const std::string& id, const std::string& newer) {
    return range_error(
        fmt::format("{0} lies in the range of the newer baseline {1}: undo that "
                    "first, with `retort unsquash {1}`.",
                    id, newer));
}

UsageError archive_is_missing(const std::string& id, const std::vector<std::string>& missing) {
    return range_error(fmt::format(
        "{} cannot be undone: of what it stands for, the scripts of {} are missing. Put them back "
        "into the folder `archive` from where the project's history is kept.",
        id, list(missing)));
}

UsageError baseline_elsewhere(const std::string& id, const std::string& path,
                              const std::string& folder) {
    return range_error(fmt::format("{} is {}, which is not in the scripts folder {}.", id,
                                   path.empty() ? "in no file" : path, in_quotes(folder)));
}

UsageError lifted_object_edited(const std::string& id, const std::string& path) {
    return range_error(fmt::format(
        "{} was edited since {} lifted it out of the scripts, which still have the old text. "
        "`--keep-objects` leaves the files of lifted objects where they are: every upgrade then "
        "replaces what the scripts make by what they say.",
        path, id));
}

UsageError cannot_be_compared(const std::vector<std::string>& objects) {
    return range_error(
        fmt::format("The range cannot be squashed: what it builds is not read whole ({}), so that "
                    "nothing could prove a baseline. Make that outside of the range.",
                    list(objects)));
}

UsageError cannot_be_lifted(const std::string& name) {
    return range_error(fmt::format(
        "{} cannot be lifted: the range makes no routine or trigger of that name for a baseline "
        "that is built from the schema, or something that stays, or a script outside, names it. "
        "Nothing was written.",
        in_quotes(name)));
}

UsageError no_snapshot(const std::string& dialect) {
    return {ErrorKind::usage,
            fmt::format("A baseline's section for {} cannot be written yet. On that dialect the "
                        "archived scripts go on being run, on empty databases too.",
                        dialect)};
}

UsageError function_in_range(const std::string& revision) {
    return range_error(fmt::format(
        "The range cannot be squashed: {} in it is written in C++, and what it does is in no file "
        "that could be archived. End the range below it, or begin it above.",
        revision));
}

UsageError not_in_folder(const std::string& revision, const std::string& path,
                         const std::string& folder) {
    return range_error(fmt::format(
        "The range cannot be squashed: the script of {} is {}, which is not in the folder {}, "
        "where it would be archived.",
        revision, path, in_quotes(folder)));
}

Error folder_is_claimed(const std::string& folder) {
    return {ErrorKind::locked,
            fmt::format("Somebody else squashes in {} now. Try again when they are done.",
                        in_quotes(folder))};
}

std::string value_of_the_moment(const std::string& function, const std::string& table) {
    return fmt::format(
        "it writes what {} gives into {}: a value of the moment would be frozen in the baseline. "
        "Make it the column's default, or freeze it with `--freeze {}.COLUMN`.",
        function, table, table);
}

ScriptError values_differ(const std::string& table, const std::string& column,
                          const std::string& first, const std::string& second) {
    return {ErrorKind::script,
            fmt::format("{0}.{1} differs from run to run ({2}, then {3}), and is not what the "
                        "column's default gives. Nothing was written. Make it the default, or "
                        "freeze the value of one run with `--freeze {0}.{1}`.",
                        table, column, first, second)};
}

ScriptError rows_differ(const std::string& table) {
    return {ErrorKind::script,
            fmt::format("The rows of {} are not as many in every run of the scripts. Nothing was "
                        "written.",
                        table)};
}

std::string rows_only_in(const std::string& table, std::size_t count, const std::string& example,
                         bool in_chain) {
    return fmt::format("table {}: {} row{} only the {} builds, as ({})", table, count,
                       count == 1 ? " that" : "s that", in_chain ? "chain" : "baseline", example);
}

std::string words_only_in(const std::string& words, bool in_chain) {
    return fmt::format("only in the {}: {}", in_chain ? "chain" : "baseline", words);
}

}  // namespace retort::errors
