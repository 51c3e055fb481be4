#pragma once

#include <retort/scratch.hpp>
#include <retort/validate.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// A whole database in a folder, as of one moment: one file to restore from, one of definitions and
/// one of rows for other uses, and `backup.txt`, which says what is in it, with checksums.
///
///     SQLite      full.db    the file, by SQLite's backup interface
///     PostgreSQL  full.dump  of pg_dump, for pg_restore
///     MariaDB     full.sql   of mariadb-dump; one moment for tables that have transactions
///
/// The servers' own programs are found by PATH. Roles and settings of a server are not in it.
struct Backup {
    struct File {
        std::string name;
        std::uint64_t bytes = 0;
        std::string sha256;  ///< 64 hexadecimal digits
    };
    std::string folder;
    Dialect dialect = Dialect::sqlite;
    std::string at;      ///< when it was begun: YYYY-MM-DDThh:mm:ss.ffffffZ
    std::string retort;  ///< version that made it
    std::string version_table;
    std::string version_schema;      ///< PostgreSQL; elsewhere it would be another database
    std::vector<std::string> heads;  ///< recorded revisions
    std::vector<TableRows> tables;   ///< in byte order, without Retort's own
    std::vector<File> files;         ///< the one that is restored from is first
};

/// Backs a database up into a new folder, which only this user can read. Killed at any moment,
/// there is no such folder or a whole one.
///
/// Takes no lock. On SQLite without a write-ahead log others cannot write meanwhile.
/// @param session in no transaction
/// @param options version_table, version_schema, cancel
/// @throws Error (kind `io`) where the folder is there and not empty, and where the server's
/// program is not; DatabaseError
RETORT_API Backup back_up(soci::session& session, const std::string& folder,
                          const Options& options = {});

/// What a backup says of itself. Its files are not looked at.
/// @throws Error (kinds `io`, `format`, `corrupt`)
RETORT_API Backup read_backup(const std::string& folder);

/// A database, and the server that it is on.
struct DatabasePlace {
    Dialect dialect = Dialect::sqlite;
    /// Its name on the server. SQLite: only for errors.
    std::string database;
    /// Opens a session with a database of that server: `database`, one that is made beside it, and
    /// `postgres` or `information_schema` to make it from. SQLite: opens the file.
    std::function<std::unique_ptr<soci::session>(const std::string& database)> open;
};

struct RestoreOptions {
    /// A database that is not empty is replaced: what is in it is lost.
    ///
    /// SQLite does that in one transaction. On PostgreSQL the backup is loaded into a database
    /// beside it, with the same owner, settings and privileges, which takes its name when it was
    /// found whole and nobody is connected to the old one. MariaDB cannot rename a database: the
    /// backup is tried in one beside it, then what is there is dropped and the backup loaded;
    /// killed in between, the same call finishes it.
    bool replace = false;
    /// How long to wait for others to leave a database that is replaced.
    std::chrono::milliseconds lock_timeout{60'000};
    /// Borrowed; may be null.
    const std::atomic<bool>* cancel = nullptr;
};

/// Fills a new or empty database from a backup whose files are as they were made, and counts the
/// rows and reads the recorded revisions again before it says so.
/// @throws Error (kinds `io`, `format`, `corrupt`); UsageError for a backup of another dialect;
/// DatabaseError
RETORT_API Backup restore(const std::string& folder, const DatabasePlace& place,
                          const RestoreOptions& options = {});

struct RehearseOptions {
    /// PostgreSQL: the copy is made beside the database, by CREATE DATABASE ... TEMPLATE. That
    /// keeps others from connecting meanwhile, and waits until nobody is connected.
    bool by_template = false;
    bool objects = true;  ///< as in RunOptions
    Options options;      ///< as for Migrator; observer is not used
};

struct RehearsedStep {
    std::string revision;
    Direction direction = Direction::upgrade;
    std::chrono::milliseconds duration{0};
    std::map<std::string, std::int64_t> row_changes;  ///< of tables where there are any
};

struct Rehearsed {
    std::vector<RehearsedStep> steps;  ///< that were completed
    std::optional<Error> error;        ///< why the last one was not
};

/// Upgrades a copy of a database, which is dropped afterwards in every outcome. Text of a script
/// that would leave the copy is refused before anything runs.
/// @param scratch where the copy is made. Not used for SQLite, which has it in a temporary file,
/// and by_template
/// @throws ScriptError, DatabaseError, UsageError for what keeps the rehearsal from being held
RETORT_API Rehearsed rehearse(const DatabasePlace& place, const Scratch& scratch,
                              const Revisions& revisions, const Objects& objects,
                              std::string_view target = "heads",
                              const RehearseOptions& options = {});

}  // namespace retort
