#pragma once

#include "dialect/backup.hpp"
#include "dialect/integrity.hpp"
#include "dialect/object_catalog.hpp"
#include "dialect/packet.hpp"
#include "dialect/polling.hpp"
#include "dialect/schema_question.hpp"
#include "dialect/snapshot.hpp"
#include "dialect/statement.hpp"
#include "dialect/syntax.hpp"
#include "dialect/value.hpp"
#include "errors/dialect.hpp"
#include "script/script.hpp"

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace soci {
class session;
}

namespace retort::dialect {

/// Whether a statement took effect that began and whose end was not recorded.
enum class Verdict { done, not_done, unknown };

/// One borrowed session, for the length of one call. Not copyable; one thread.
/// Everything throws DatabaseError, unless it says otherwise; waiting obeys the Patience given.
class Database {
public:
    Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    virtual ~Database() = default;

    virtual const Syntax& syntax() const noexcept = 0;
    virtual Dialect dialect() const noexcept = 0;

    // The engine's own statements.
    virtual std::vector<Row> query(const Sql& sql) = 0;
    void execute(const Sql& sql) { query(sql); }

    /// The rows of each, all as of one moment; outside a transaction.
    virtual std::vector<std::vector<Row>> query_all(const std::vector<Sql>& queries) = 0;

    /// The schema that scripts work in when nothing else is said.
    virtual std::string default_schema() const = 0;
    /// All tables of the schema but the server's and its extensions' own, in byte order.
    virtual std::vector<std::string> tables(const std::string& schema) = 0;
    /// The characters that a text column is declared to hold; 0: no such column, or no limit.
    virtual std::size_t declared_length(const std::string& schema, const std::string& table,
                                        const std::string& column) = 0;

    // The lock orders those who migrate the same state tables. It ends with its session.
    /// Waits for it. @returns false, at once, where beginning a transaction is taking the lock;
    /// true: others may have changed the state until now
    virtual bool lock(const TableNames& tables) = 0;
    /// @returns false when somebody else could have had it meanwhile
    virtual bool unlock() noexcept = 0;

    /// Before statements in no transaction, where the lock does not keep others from them: waits
    /// until they cannot run meanwhile. @returns false: the lock does; true: others may have
    /// changed the state until now
    virtual bool begin_outside() { return false; }
    virtual void end_outside() noexcept {}

    // Transactions.
    virtual bool in_transaction() = 0;
    /// Begins one that changes the state tables: nobody else can before it ends.
    virtual void begin(const TableNames& tables) = 0;
    /// For reading one consistent state.
    virtual void begin_reading() = 0;
    /// Like begin(), without waiting. @returns false when that is not possible
    virtual bool try_begin(const TableNames& tables) noexcept = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
    /// Sets a mark inside the transaction; it is gone if anyone ends the transaction meanwhile.
    virtual void set_mark() = 0;
    /// Takes the mark away; in a transaction that failed, with all since then. @returns false when
    /// it was gone
    virtual bool take_mark() = 0;
    /// Whether a statement failed in the open transaction, which can only be rolled back now.
    virtual bool transaction_failed() const { return false; }
    /// Whether something may have been committed since the mark was set. @pre it is gone
    virtual bool committed_since_mark() = 0;

    // Scripts.
    /// Finds the statements of a section with the database's own parser and refuses, before
    /// anything runs, what cannot be right: syntax errors, transaction control inside a
    /// transactional section. @throws ScriptError
    virtual std::vector<Statement> check(const script::Section& section,
                                         const std::string& file) = 0;
    /// Runs one statement as it stands, its rows discarded.
    /// @throws DatabaseError with `line` in `facts()`
    virtual void run(const Statement& statement) = 0;
    /// Whether it failed because it would have queued for a lock for too long, with
    /// Patience::statement_limit set: the same may succeed when others have finished.
    virtual bool gave_up_queueing(const DatabaseError&) const { return false; }
    /// Who holds locks on what the last such statement names; outside a transaction. Empty: nobody
    /// now, or the server does not tell.
    virtual std::string lock_holders() noexcept { return {}; }
    /// Whether what it does in a transaction ends with that. False where the catalog says now that
    /// it changes rows of a table that knows no transactions.
    virtual bool rolls_back(const Statement&) { return true; }
    /// What the catalog says of that which a statement of kind `once` makes, changes or drops: to
    /// be stored before it runs, for judge().
    virtual std::string fingerprint(const Statement& statement) = 0;
    /// What became of a statement of kind `once`. What a broken run of it left in its own way is
    /// removed.
    virtual Verdict judge(const Statement& statement, const std::string& fingerprint) = 0;

    /// For running whole steps in one message each; null where that is not possible now.
    virtual PacketSender* packets() noexcept = 0;
    /// For running statements together with their records; null where that is not possible.
    virtual StatementPacketSender* statement_packets() noexcept { return nullptr; }

    // Foreign keys that are checked before the commit instead of at each statement.
    /// Turns enforcement on or off; only outside a transaction.
    virtual void enforce_foreign_keys(bool enforced) = 0;
    /// Every foreign key of the schema with its violations, as a text to compare and to store.
    /// Empty: there is none.
    virtual std::string foreign_keys(const std::string& schema) = 0;
    /// What `after` breaks that `before` did not, as sentences.
    virtual std::vector<std::string> newly_broken(const std::string& before,
                                                  const std::string& after) const = 0;
    /// Whether statements with this text can break a foreign key where `before` was the state.
    virtual bool may_break_foreign_keys(std::string_view text, const std::string& before) const = 0;
    /// A number that changes, at least, when another session commits to the schema.
    virtual std::int64_t foreign_commits(const std::string& schema) = 0;

    /// Everything that the catalog says of tables and what belongs to them, as of one moment;
    /// outside a transaction. A fixed number of queries.
    virtual Schema schema(const SchemaScope& scope) = 0;

    /// The same with the rows, as statements that build it in an empty database. Nobody else may
    /// be at it. @throws UsageError where the dialect's are not written yet
    virtual Snapshot snapshot(const SchemaScope& scope);

    /// What to count, and what its own check and the catalog find wrong; outside a transaction.
    virtual Integrity integrity(const SchemaScope& scope) = 0;

    /// The tables whose rows are counted, in byte order.
    virtual std::vector<Integrity::Table> row_tables(const SchemaScope& scope) = 0;
    /// Whether nobody has made anything in it.
    virtual bool is_empty() = 0;
    /// Writes all of it into files, as of one moment; outside a transaction.
    /// @throws Error (kind io) too
    virtual BackedUp back_up(const BackupRequest& request) = 0;
    /// Puts the full file of a backup into it, which is empty or a SQLite one; outside a
    /// transaction. Where definitions can be rolled back, all of it or nothing.
    virtual void load(const std::string& file, Owners owners) = 0;
    /// Drops everything that is in it, one after the other, where load() cannot be rolled back.
    virtual void clear() {}

    /// Replaceable objects in its catalog; valid as long as this is.
    virtual ObjectCatalog& objects() noexcept = 0;

    /// What the database said when a function on its session ended with `error`.
    virtual errors::Refusal refusal_of(const std::exception& error) const = 0;

    // The session. What was noted is put back by the destructor.
    /// Notes what it is now; once, before the first change.
    virtual void note_session() = 0;
    /// Puts back what statements with this text may have changed, except the enforcement of foreign
    /// keys; everything when it is empty.
    virtual void restore_session(std::string_view text) noexcept = 0;

    /// Polls as long as `condition` holds. @returns false when the patience ended first
    virtual bool wait_while(const std::function<bool()>& condition) = 0;
};

/// Database::query_all(), one query after the other.
std::vector<std::vector<Row>> query_each(Database& database, const std::vector<Sql>& queries);

/// The dialect is that of the session's backend. @throws UsageError when this build has not got it
/// @param on_notice told what the server says by the way while a script runs; may be empty
std::unique_ptr<Database> open(soci::session& session, Patience patience,
                               std::function<void(const std::string&)> on_notice);

/// Database::check() without a database, for text that the database's own client will read.
std::vector<Statement> check_offline(Dialect dialect, const script::Section& section,
                                     const std::string& file);

/// What an exception of a C++ revision says, without the bound values that SOCI's errors repeat.
std::string message_of(const std::exception& error);

/// The dialect of a session's backend.
Dialect dialect_of(soci::session& session);

}  // namespace retort::dialect
