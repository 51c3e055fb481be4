#include <retort/backup.hpp>
#include <retort/version.hpp>

#include "dialect/restore_target.hpp"
#include "errors/backup.hpp"
#include "errors/runtime.hpp"
#include "runtime/clock.hpp"
#include "script/folder.hpp"
#include "script/new_file.hpp"
#include "script/new_folder.hpp"
#include "workflow/backup_note.hpp"
#include "workflow/backup_request.hpp"

namespace retort {
namespace {

using workflow::backup_note;

/// Counts again. @throws DatabaseError for what is not as the backup says
void verify(dialect::Database& database, const Backup& backup) {
    const dialect::BackupRequest request =
        workflow::backup_request(database, backup.version_table, backup.version_schema);
    const dialect::Reading reading(database);
    const dialect::BackedUp found = dialect::counted(database, request.scope, request.state);
    for (const RowChange& change : row_changes(backup.tables, found.tables)) {
        throw errors::restored_wrong(change.table, change.before.value_or(0), change.after);
    }
    if (found.heads != backup.heads) {
        throw errors::restored_at(backup.heads, found.heads);
    }
}

/// @throws Error (kind `corrupt`) for a file that is not as it was made
void check_files(const Backup& backup) {
    for (const Backup::File& file : backup.files) {
        const std::string path = backup.folder + "/" + file.name;
        if (!(script::digest_of_file(path) == script::FileDigest{file.bytes, file.sha256})) {
            throw errors::backup_is_damaged(path);
        }
    }
}

}  // namespace

Backup back_up(soci::session& session, const std::string& folder, const Options& options) {
    const auto database = dialect::open(session, workflow::backup_patience(options.cancel), {});
    if (database->in_transaction()) {
        throw errors::session_in_transaction();
    }
    script::NewFolder made(folder);
    Backup backup;
    backup.dialect = database->dialect();
    backup.at = runtime::now();
    backup.retort = version();
    backup.version_table = options.version_table;
    backup.version_schema = dialect::schema_in_copy(backup.dialect, options.version_schema);
    dialect::BackupRequest request =
        workflow::backup_request(*database, options.version_table, options.version_schema);
    request.folder = made.path();
    dialect::BackedUp backed_up = database->back_up(request);
    backup.heads = std::move(backed_up.heads);
    backup.tables = std::move(backed_up.tables);
    for (const std::string& name : backed_up.files) {
        const script::FileDigest digest = script::digest_of_file(made.path() + "/" + name);
        backup.files.push_back({name, digest.bytes, digest.sha256});
    }
    script::publish_file(made.path(), backup_note, workflow::note_of(backup));
    made.publish();
    backup.folder = folder;
    return backup;
}

Backup read_backup(const std::string& folder) {
    const std::string path = folder + "/" + backup_note;
    if (!script::is_file(path)) {
        throw errors::no_backup(folder);
    }
    return workflow::parse_note(folder, script::read_file(path));
}

Backup restore(const std::string& folder, const DatabasePlace& place,
               const RestoreOptions& options) {
    Backup backup = read_backup(folder);
    if (backup.dialect != place.dialect) {
        throw errors::backup_of_another_dialect(folder, std::string(to_string(backup.dialect)),
                                                std::string(to_string(place.dialect)));
    }
    check_files(backup);
    dialect::Patience patience = workflow::backup_patience(options.cancel);
    dialect::RestoreTarget target(place, options.replace, patience, options.lock_timeout);
    const std::string file = folder + "/" + backup.files.front().name;
    target.load(file);
    verify(*target.open(), backup);
    target.take_over(file);
    return backup;
}

}  // namespace retort
