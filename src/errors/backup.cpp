#include "errors/backup.hpp"

#include "errors/text.hpp"

#include <fmt/format.h>

namespace retort::errors {
namespace {

std::string revisions(const std::vector<std::string>& ids) {
    return ids.empty() ? "no revision" : list(ids);
}

}  // namespace

Error folder_is_taken(const std::string& path) {
    return {ErrorKind::io, fmt::format("{} is there already, and a backup is a folder of its own. "
                                       "Name a new one.",
                                       path)};
}

Error no_backup(const std::string& folder) {
    return {ErrorKind::io, fmt::format("{} is no backup: there is no backup.txt in it.", folder)};
}

Error backup_of_newer(const std::string& folder, const std::string& format) {
    return {ErrorKind::format,
            fmt::format("{} was made by a newer version of Retort: its backup.txt is of format {}.",
                        folder, in_quotes(format))};
}

Error backup_is_damaged(const std::string& path) {
    return {ErrorKind::corrupt, fmt::format("{} is not what it was when the backup was made. "
                                            "Nothing was restored; take another backup.",
                                            path)};
}

UsageError backup_of_another_dialect(const std::string& folder, const std::string& dialect,
                                     const std::string& wanted) {
    return {ErrorKind::usage, fmt::format("{} is a backup of a {} database, and cannot be restored "
                                          "into a {} one.",
                                          folder, dialect, wanted)};
}

DatabaseError not_empty(const std::string& database) {
    return {ErrorKind::database,
            fmt::format("{} is not empty. Nothing was changed. Restore into a new database, or "
                        "have this one replaced (`restore --replace`), which loses what is in it.",
                        database)};
}

DatabaseError restored_wrong(const std::string& table, std::uint64_t expected,
                             const std::optional<std::uint64_t>& rows) {
    return {ErrorKind::database,
            rows ? fmt::format("Table {} has {} rows after loading the backup, and had {}.", table,
                               *rows, expected)
                 : fmt::format("Table {} is not there after loading the backup.", table)};
}

DatabaseError restored_at(const std::vector<std::string>& expected,
                          const std::vector<std::string>& found) {
    return {ErrorKind::database,
            fmt::format("The database records {} after loading the backup, and recorded {}.",
                        revisions(found), revisions(expected))};
}

DatabaseError still_in_use(const std::string& database, std::chrono::milliseconds waited) {
    return {
        ErrorKind::locked,
        fmt::format("Others are connected to {} and stayed so for {} seconds: it can be neither "
                    "replaced nor copied as a template. Nothing was changed. Stop them and try "
                    "again.",
                    database, waited.count() / 1000)};
}

std::string half_restored(const std::string& database, const std::string& why) {
    return fmt::format(
        "{} is not whole: loading the backup failed. Restore again with "
        "--replace. {}",
        database, why);
}

UsageError state_elsewhere(const std::string& schema) {
    return {ErrorKind::usage,
            fmt::format("The state tables are in {}, another database, and a backup is of one. "
                        "Back up both with the database's own programs.",
                        in_quotes(schema))};
}

UsageError no_template(const std::string& dialect) {
    return {ErrorKind::usage, fmt::format("A {} database cannot be the template of another one. "
                                          "Rehearse without --template.",
                                          dialect)};
}

DatabaseError dump_not_understood(const std::string& line) {
    return {ErrorKind::database,
            fmt::format("The dump has a line that Retort does not understand: {}", line)};
}

}  // namespace retort::errors
