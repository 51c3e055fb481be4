#pragma once

#include <retort/error.hpp>
#include <retort/objects.hpp>
#include <retort/observer.hpp>
#include <retort/plan.hpp>
#include <retort/revisions.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

enum class TransactionMode {
    per_revision,  ///< each revision commits with its record
    single,        ///< the whole run is one transaction
};
enum class UnknownPolicy {
    fail,   ///< a database ahead of the program is an error
    allow,  ///< go on when every known head is applied
};

struct Options {
    /// Where the recorded heads live; the other state tables are named after it. Change it when two
    /// applications share a database, or to `alembic_version` to take over from Alembic.
    std::string version_table = "retort_version";
    /// Schema or database of the state tables (SQLite: an attached database). Empty: the current
    /// one.
    std::string version_schema;
    TransactionMode transaction = TransactionMode::per_revision;
    UnknownPolicy unknown = UnknownPolicy::fail;
    /// How long to wait, each time, for another process that migrates or writes.
    std::chrono::milliseconds lock_timeout{60'000};
    /// PostgreSQL: how long a statement may queue for a lock before it gives up its place, so that
    /// a waiting ALTER TABLE does not stop all who come behind it. Set it (to a second or two)
    /// where the tables are in use. 0: as the session is set; other databases ignore it.
    ///
    /// The step is then rolled back, or the one statement where it is `no_transaction`, and run
    /// again after a while in which nothing but the right to migrate is held, until `lock_timeout`
    /// has passed since the first try failed. A script may set another bound for itself; what
    /// fails by that, or by NOWAIT, is run again alike. Not run again: steps with a function, which
    /// may have done something outside the database, and `no_transaction` sections that make
    /// temporary tables.
    std::chrono::milliseconds statement_lock_timeout{0};
    /// Borrowed; may be null.
    Observer* observer = nullptr;
    /// Borrowed; may be null. Set it from another thread to stop: while waiting, or before the next
    /// statement. The step in hand is rolled back and an Error of kind `cancelled` thrown.
    const std::atomic<bool>* cancel = nullptr;
};

struct RunOptions {
    /// Every read and check of a real run; executes nothing and writes nothing.
    bool dry_run = false;
    /// Upgrade only: an unmanaged database that really starts at base, whatever its tables are.
    bool from_base = false;
    /// Also brings replaceable objects to what their files say, behind the last step; no effect
    /// where the migrator has none. Off: those that are recorded are kept out of the way of
    /// statements all the same.
    bool objects = true;
    /// Called under the lock before the first step, where there is one, on a session in no
    /// transaction; for a backup. What it throws stops the run. Where the lock is the write
    /// transaction (SQLite), others may write between it and the step.
    std::function<void()> before_first_step;
};

struct CurrentState {
    std::vector<std::string> current;  ///< recorded heads
    std::vector<std::string> heads;    ///< target heads of the scripts
    std::vector<std::string> pending;  ///< what `upgrade heads` would run, in order
    std::vector<std::string> unknown;  ///< recorded, absent from the scripts
};

struct HistoryEntry {
    Graph::Index revision;
    bool applied;
    bool irreversible;  ///< on this database's dialect
};

struct LogEntry {
    std::string revision;  ///< empty: does not concern one revision
    std::string action;    ///< upgrade, downgrade, stamp, adopt, repair, ...
    std::string at;        ///< YYYY-MM-DDThh:mm:ss.ffffffZ
    long long duration_ms = 0;
    std::string checksum;
    std::string outcome;  ///< done, failed or dirty
    std::vector<std::string> heads_before;
    std::vector<std::string> heads_after;
    std::string retort;  ///< version that did it
    std::string detail;  ///< the error of a failed step; what was done to which object
};

struct Problem {
    std::string kind;      ///< behind, edited, unknown, never_run, dirty, object or drift
    std::string revision;  ///< may be empty
    std::string detail;
};

/// Exactly one way out of what `check` reports.
struct Repair {
    enum class Action {
        accept_edited,  ///< the script's present text is what was applied
        never_run,      ///< a revision below the heads that was never run here counts as applied
        /// The statement that the dirty step stopped in took effect: the next run goes on behind
        /// it. Where the step did not stop in a statement (a function, a script that ended the
        /// engine's transaction) all of the step is done.
        did_run,
        /// Nothing of that statement is left in the database: the next run runs it again, and not
        /// what was done before it. Where there is none, nothing of the step is left.
        did_not_run,
    };
    Action action;
    std::string revision;  ///< did_run, did_not_run: empty means the dirty step's
};

/// Moves one database along the revisions.
///
/// The session is borrowed: it must outlive the migrator, be in no transaction when a member is
/// called, and is given back as it was found. A migrator is used by one thread at a time; any
/// number of processes and threads with sessions of their own may work on one database.
///
/// Every member throws Error or a class derived from it; what an observer throws is passed on as it
/// is. A failed run leaves the database at a revision; `facts().applied` says what this call
/// completed before.
///
/// On SQLite "as it was found" means: enforcement of foreign keys, temporary objects, attached
/// databases, and the pragmas analysis_limit, automatic_index, cache_size, cache_spill,
/// cell_size_check, ignore_check_constraints, legacy_alter_table, locking_mode, query_only,
/// read_uncommitted, recursive_triggers, reverse_unordered_selects, secure_delete, synchronous,
/// temp_store, trusted_schema, wal_autocheckpoint and writable_schema. They are put back between
/// revisions too. A connection that can no longer read its file, as after a full disk, does not
/// take the pragmas back.
///
/// On PostgreSQL: every setting whose source is the session, the role, temporary tables and
/// prepared statements; settings of an application's own (`SET my.own = ...`) are not seen. Behind
/// a pooler nothing of a session is the caller's, and nothing is noted; a second connection, made
/// with the parameters of the first, orders those who run `no_transaction` sections, for whose
/// statements Options::statement_lock_timeout does not hold.
///
/// On MariaDB and MySQL: the default database, sql_mode, foreign_key_checks, unique_checks,
/// check_constraint_checks, time_zone, the character sets and collation of the connection,
/// isolation, autocommit, sql_notes, the lock waits, the user variables and temporary tables that a
/// script names, and whether the session takes several statements at once. A function runs
/// in no transaction of the engine's there: if it fails, its step is dirty.
///
/// On SQLite and PostgreSQL, objects are taken out of a statement's way, put back and brought to
/// their files in the transaction of the revision; that of the last one also holds what the files
/// change. On MariaDB and MySQL each is made and recorded for itself, behind the revision, because
/// definitions commit there: a run that fails at an object leaves the revisions and the objects
/// before it, and the next run goes on from there.
///
/// Where the server is a node of a Galera cluster, a run that has something to do opens a second
/// connection to it, as the same user, which holds the lock; a table beside the state tables names
/// who has it. wsrep_sync_wait is 15 meanwhile.
class RETORT_API Migrator {
public:
    /// Reads nothing from the database.
    Migrator(soci::session& session, Revisions revisions, Options options = {});
    /// With the replaceable objects that stand on top of the tables. A program that names none
    /// leaves what another has made as it is, and out of the way of statements.
    Migrator(soci::session& session, Revisions revisions, Objects objects, Options options = {});
    Migrator(const Migrator&) = delete;
    Migrator& operator=(const Migrator&) = delete;
    ~Migrator();

    /// Runs what is missing to reach `target`. With nothing to do: one query, nothing written.
    ///
    /// Behind the last step the objects are made what their files say, also when no revision was
    /// missing; while an unknown revision is recorded they are left alone. At the heads of the
    /// scripts one that cannot be made is an error (kind `object`, with its file and line) and
    /// fails the last step with it; below them it is left out, told to Observer::on_warning, and
    /// made by the next run that can.
    /// @returns the steps that this call ran and the objects that it changed (dry_run: would)
    Plan upgrade(std::string_view target = "heads", const RunOptions& options = {});

    /// Takes down what is above `target`. Objects are treated as by upgrade() below the heads.
    Plan downgrade(std::string_view target, const RunOptions& options = {});

    /// The plan alone, from what is recorded now; of objects, what differs before its first step.
    /// Reads only, and refuses nothing that only a run refuses; RunOptions::dry_run does.
    Plan plan(Direction direction, std::string_view target = "heads");

    /// Records `targets` as current and runs nothing. `purge` forgets what was recorded before,
    /// unknown revisions included. @returns the recorded heads
    std::vector<std::string> stamp(const std::vector<std::string>& targets, bool purge = false);

    /// Reads only.
    CurrentState current();

    /// Every revision, newest first. Reads only.
    std::vector<HistoryEntry> history();

    /// What was done to this database, oldest first. Reads only.
    std::vector<LogEntry> log();

    /// For a process that must not migrate: returns when the database is at the heads of the
    /// scripts, and throws what keeps it from there: kind `behind` for revisions that are not
    /// applied, else the error that upgrade() would throw. A database ahead of the program is as
    /// Options::unknown says: `fail` is an error of kind `unknown`, `allow` asks for the revisions
    /// that the scripts have. Objects are not looked at. Reads only, takes no lock; with all well
    /// it is one query.
    void require_heads();

    /// The same, but waits up to `timeout` for another process to upgrade the database. Looks at
    /// once and then several times a second, tells Observer::on_waiting and obeys Options::cancel.
    /// What waiting does not change (an unknown, edited or dirty revision, an unmanaged database)
    /// is thrown at once.
    void wait_for_heads(std::chrono::milliseconds timeout);

    /// Everything that keeps this database from being at heads, clean and in step with the scripts
    /// and, where the migrator has objects, with those. Empty: all is well. Reads only.
    std::vector<Problem> check();

    void repair(const Repair& repair);

    /// Every object that a file or the database's record knows; those with a file first, behind
    /// what they use. What neither knows, as a view of somebody else, is not listed. Reads only.
    std::vector<ObjectStatus> objects();

    /// Those that are not in sync, as texts. Reads only.
    std::vector<ObjectDifference> diff_objects();

    /// Brings the objects to what their files say, at whatever revision the database is, newer
    /// texts of it included; all or nothing where the database can roll definitions back. Takes the
    /// lock, as upgrade() does. @returns what was done (dry_run: would be done)
    /// @throws DatabaseError (kind `object`) for one that cannot be made where the schema is now
    std::vector<ObjectStep> sync_objects(const SyncOptions& options = {});

    /// Fills materialized views anew, those that are used before those that use them, without
    /// keeping readers from them where a unique index allows that. Each is committed for itself.
    /// @param names of objects; empty: all. @throws UsageError for one that no object has
    /// @returns the names of those that were; on SQLite and MariaDB there are none
    std::vector<std::string> refresh_objects(const std::vector<std::string>& names = {});

    const Revisions& revisions() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace retort
