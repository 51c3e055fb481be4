#include "dialect/postgresql/database.hpp"

#include "dialect/postgresql/advisory_lock.hpp"
#include "dialect/postgresql/backup.hpp"
#include "dialect/postgresql/integrity.hpp"
#include "dialect/postgresql/lock_holders.hpp"
#include "dialect/postgresql/native.hpp"
#include "dialect/postgresql/once.hpp"
#include "dialect/postgresql/refusal.hpp"
#include "dialect/postgresql/schema_questions.hpp"
#include "dialect/postgresql/script_check.hpp"
#include "dialect/postgresql/snapshot.hpp"
#include "errors/dialect.hpp"

#include <fmt/format.h>

namespace retort::dialect::postgresql {
namespace {

constexpr const char* lock_not_available = "55P03";
constexpr const char* undefined_table = "42P01";
constexpr const char* invalid_schema = "3F000";
constexpr const char* no_such_savepoint = "3B001";
constexpr const char* query_canceled = "57014";
constexpr const char* division_by_zero = "22012";

/// Whatever the session's defaults are.
constexpr const char* begin_sql = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
constexpr const char* begin_reading_sql = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ";
constexpr const char* process_sql = "SELECT pg_catalog.pg_backend_pid()";
constexpr const char* set_mark_sql = "SAVEPOINT retort_mark";
constexpr const char* take_mark_sql = "RELEASE SAVEPOINT retort_mark";
constexpr const char* return_to_mark_sql = "ROLLBACK TO SAVEPOINT retort_mark";

/// In a transaction that has failed, COMMIT rolls back and succeeds.
void refuse_rolled_back(const Result& commit) {
    if (std::string_view(PQcmdStatus(commit.get())) != "COMMIT") {
        throw errors::commit_rolled_back();
    }
}

/// An assignment. What the engine itself waits for, it polls.
std::string bound(const Patience& patience) {
    return fmt::format("lock_timeout = {};", patience.statement_limit.count());
}

}  // namespace

PostgresqlDatabase::PostgresqlDatabase(PGconn* handle, Patience patience,
                                       Connection::OnNotice on_notice)
    : connection_(handle, std::move(patience), std::move(on_notice)),
      lent_in_transaction_(connection_.in_transaction()) {}

PostgresqlDatabase::~PostgresqlDatabase() {
    if (!lent_in_transaction_) {
        rollback();
    }
    unlock();
    if (session_) {
        session_->restore({});
    }
}

const Syntax& PostgresqlDatabase::syntax() const noexcept {
    return dialect::syntax(Dialect::postgresql);
}

std::string PostgresqlDatabase::default_schema() const {
    return objects_.default_schema();
}

std::vector<Row> PostgresqlDatabase::query(const Sql& sql) {
    return connection_.query(syntax().rendered(sql));
}

std::vector<std::vector<Row>> PostgresqlDatabase::query_all(const std::vector<Sql>& queries) {
    std::string message = std::string(begin_reading_sql) + process_sql;
    for (const Sql& sql : queries) {
        message += ";\n" + syntax().rendered(sql);
    }
    const auto results = connection_.send(message + ";\nCOMMIT");
    if (!succeeded(results.back())) {
        const DatabaseError error = engine_error(results, message);
        rollback();
        throw DatabaseError(error);
    }
    note_process(rows_of(results[1]).front());
    std::vector<std::vector<Row>> answers;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        answers.push_back(rows_of(results[i + 2]));
    }
    return answers;
}

std::vector<std::string> PostgresqlDatabase::tables(const std::string& schema) {
    std::vector<std::string> names;
    for (const Row& row :
         query({"SELECT c.relname::text FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace "
                "AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relkind IN ('r', 'p', "
                "'f') AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS d WHERE d.classid = "
                "'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = "
                "'e') ORDER BY c.relname COLLATE \"C\"",
                {schema}})) {
        names.push_back(text(row[0]));
    }
    return names;
}

std::size_t PostgresqlDatabase::declared_length(const std::string& schema, const std::string& table,
                                                const std::string& column) {
    for (const Row& row :
         query({"SELECT character_maximum_length::bigint FROM information_schema.columns WHERE "
                "table_schema = ? AND table_name = ? AND column_name = ?",
                {schema, table, column}})) {
        return static_cast<std::size_t>(number(row[0]));
    }
    return 0;
}

bool PostgresqlDatabase::lock(const TableNames& tables) {
    const std::int64_t key = key_of(tables);
    const bool checks_clients = PQserverVersion(connection_.handle()) >= 140000;
    // Behind a pooler the lock would stay with a session that the next client gets.
    const std::string attempt = fmt::format(
        "SELECT CASE WHEN pg_catalog.pg_backend_pid() = {} THEN "
        "pg_catalog.pg_try_advisory_lock({})::int ELSE 2 END, {}, "
        "pg_catalog.current_setting('default_transaction_read_only'), "
        "pg_catalog.current_setting('lock_timeout')",
        PQbackendPID(connection_.handle()), key,
        checks_clients ? "pg_catalog.current_setting('client_connection_check_interval')" : "''");
    Polling polling(
        connection_.patience(), [this, key] { return holder_of(connection_, key); },
        between_attempts);
    while (true) {
        const Row row = connection_.query(attempt).front();
        if (number(row[0]) != 0) {
            key_ = key;
            pooled_ = number(row[0]) == 2;
            check_interval_ = pooled_ ? std::string() : text(row[1]);
            read_only_ = text(row[2]);
            lock_timeout_ = text(row[3]);
            break;
        }
        if (!polling.again()) {
            throw errors::lock_held(polling.waited(), holder_of(connection_, key));
        }
    }
    return true;
}

/// For as long as the lock is held.
std::string PostgresqlDatabase::preparations() const {
    std::string statements;
    if (read_only_ == "on") {
        statements += "SET default_transaction_read_only = off;";
    }
    if (!check_interval_.empty()) {
        // So that the server notices a client that died during a statement.
        statements += "SET client_connection_check_interval = '1s';";
    }
    if (connection_.patience().statement_limit.count() > 0) {
        statements += "SET " + bound(connection_.patience());
    }
    return statements;
}

bool PostgresqlDatabase::unlock() noexcept {
    if (!key_) {
        return true;
    }
    const std::int64_t key = *key_;
    key_.reset();
    if (pooled_) {
        return true;
    }
    try {
        std::string statement = fmt::format("SELECT pg_catalog.pg_advisory_unlock({})::int", key);
        if (session_) {
            if (read_only_ == "on") {
                session_->was("default_transaction_read_only", read_only_);
            }
            if (connection_.patience().statement_limit.count() > 0) {
                session_->was("lock_timeout", lock_timeout_);
            }
            if (!check_interval_.empty()) {
                statement += ", pg_catalog.set_config('client_connection_check_interval', " +
                             syntax().literal(check_interval_) + ", false)";
            }
        }
        return number(connection_.query(statement).front().front()) == 1;
    } catch (const std::exception&) {
        // A session that has ended had its lock until then, and what was run is committed.
        return connection_.is_broken();
    }
}

bool PostgresqlDatabase::begin_outside() {
    if (pooled_ && key_) {
        guard_ = std::make_unique<Guard>(connection_, *key_);
    }
    return guard_ != nullptr;
}

PostgresqlDatabase::Begun PostgresqlDatabase::begin_once(const TableNames& tables,
                                                         bool with_table) {
    std::string message = begin_sql;
    if (pooled_ && key_) {
        // Fails where another transaction has it.
        message += "; SELECT 1 / ";
        message += guard_ ? guard_->holds()
                          : fmt::format("pg_catalog.pg_try_advisory_xact_lock({})::int", *key_);
    }
    if (with_table) {
        message += "; LOCK TABLE " + tables.version + " IN SHARE ROW EXCLUSIVE MODE NOWAIT";
    }
    if (pooled_ && key_ && connection_.patience().statement_limit.count() > 0) {
        message += "; SET LOCAL " + bound(connection_.patience());
    }
    const auto results = connection_.send(message);
    if (succeeded(results.back())) {
        return Begun::yes;
    }
    const std::string state = sqlstate_of(results.back());
    const auto refusal =
        postgresql::refusal_of(connection_.handle(), results.back().get(), ErrorKind::database);
    rollback();
    if (guard_ && state == division_by_zero) {
        throw errors::guard_lost();
    }
    if (state == lock_not_available || (pooled_ && state == division_by_zero)) {
        return Begun::busy;
    }
    if (with_table && (state == undefined_table || state == invalid_schema)) {
        return Begun::no_table;
    }
    throw errors::engine_refused(refusal, message);
}

void PostgresqlDatabase::begin(const TableNames& tables) {
    Polling polling(connection_.patience());
    bool with_table = true;
    while (true) {
        const Begun begun = begin_once(tables, with_table);
        if (begun == Begun::yes) {
            return;
        }
        if (begun == Begun::no_table) {
            with_table = false;
        } else if (!polling.again()) {
            throw errors::stayed_locked(polling.waited());
        }
    }
}

bool PostgresqlDatabase::try_begin(const TableNames& tables) noexcept {
    try {
        return begin_once(tables, true) == Begun::yes;
    } catch (const std::exception&) {
        return false;
    }
}

void PostgresqlDatabase::begin_reading() {
    note_process(connection_.query(std::string(begin_reading_sql) + process_sql).front());
}

/// Behind a pooler the process that answers is not the one that the driver was told of.
void PostgresqlDatabase::note_process(const Row& row) {
    pooled_ = number(row.front()) != PQbackendPID(connection_.handle());
}

void PostgresqlDatabase::commit() {
    const auto results = connection_.send("COMMIT");
    if (!succeeded(results.back())) {
        throw commit_error(results);
    }
    refuse_rolled_back(results.back());
}

DatabaseError PostgresqlDatabase::commit_error(const std::vector<Result>& results) const {
    const auto refusal =
        postgresql::refusal_of(connection_.handle(), results.back().get(), ErrorKind::database);
    return refusal.kind == ErrorKind::connection ? errors::lost_at_commit(refusal)
                                                 : errors::engine_refused(refusal, "COMMIT");
}

void PostgresqlDatabase::rollback() noexcept {
    try {
        if (connection_.in_transaction()) {
            connection_.send("ROLLBACK");
        }
    } catch (const std::exception&) {
        // Out of memory: the server rolls back when the connection ends.
    }
}

void PostgresqlDatabase::set_mark() {
    session_is_back_ = false;
    const auto results =
        connection_.send(std::string("SELECT pg_catalog.txid_current()::text; ") + set_mark_sql);
    if (!succeeded(results.back())) {
        throw engine_error(results, set_mark_sql);
    }
    mark_ = text(rows_of(results.front()).front().front());
}

bool PostgresqlDatabase::take_mark() {
    if (!connection_.in_transaction()) {
        return false;
    }
    // The engine's statements behind the script are not for the role that it left.
    const auto results =
        connection_.send(connection_.has_failed() ? return_to_mark_sql
                         : session_ ? take_mark_sql + ("; " + session_->restored_role())
                                    : take_mark_sql);
    if (succeeded(results.back())) {
        return true;
    }
    if (sqlstate_of(results.back()) == no_such_savepoint) {
        return false;
    }
    throw engine_error(results, take_mark_sql);
}

DatabaseError PostgresqlDatabase::engine_error(const std::vector<Result>& results,
                                               const std::string& statement) const {
    return errors::engine_refused(
        postgresql::refusal_of(connection_.handle(), results.back().get(), ErrorKind::database),
        statement);
}

bool PostgresqlDatabase::committed_since_mark() {
    const auto rows =
        query({"SELECT pg_catalog.txid_status(?::bigint) IS DISTINCT FROM 'aborted'", {mark_}});
    return text(rows.front().front()) == "t";
}

std::vector<Statement> PostgresqlDatabase::check(const script::Section& section,
                                                 const std::string& file) {
    auto statements = check_script(section, file);
    for (const Statement& statement : statements) {
        const bool of_session =
            statement.kind == StatementKind::session || statement.kind == StatementKind::temporary;
        if (pooled_ && section.no_transaction && of_session) {
            throw errors::session_behind_pooler(file, statement.line, statement.text);
        }
    }
    return statements;
}

void PostgresqlDatabase::run(const Statement& statement) {
    const OnceTarget target = target_of(statement.text);
    const bool builds = target.is_build() || target.is_reindex();
    const std::string before =
        builds ? postgresql::fingerprint(connection_, target) : std::string();
    refused_ = nullptr;
    session_is_back_ = false;
    if (guard_ && !guard_->is_held()) {
        throw errors::guard_lost();
    }
    const std::string sent = mark() + std::string(statement.text);
    const Result result = connection_.run(sent);
    const bool failed = !succeeded(result);
    std::vector<std::string> invalid;
    if (builds && !connection_.is_broken() && !connection_.has_failed()) {
        invalid = left_invalid(connection_, target, before);
        if (!failed && invalid.empty() && !target.makes.empty()) {
            invalid = made_invalid(connection_, target);
        }
    }
    if (failed) {
        if (!connection_.is_broken()) {
            refused_ = statement.text.data();
            refused_whole_ = refused_whole(statement.text, result);
        }
        refuse_cancelled(result);
        auto refusal =
            postgresql::refusal_of(connection_.handle(), result.get(), ErrorKind::statement);
        refusal.message += invalid.empty() ? "" : errors::index_left_invalid(invalid);
        throw refused(refusal, statement, fault_line(result.get(), sent, statement.line));
    }
    if (!invalid.empty()) {
        throw errors::index_invalid(invalid, statement.text, statement.line);
    }
}

PacketOutcome PostgresqlDatabase::run(const Packet& packet) {
    session_is_back_ = false;
    const Message message(packet, syntax(), begin_sql, *session_);
    if (connection_.is_broken()) {
        throw errors::engine_refused(
            postgresql::refusal_of(connection_.handle(), nullptr, ErrorKind::connection), "BEGIN");
    }
    Polling polling(connection_.patience());
    while (true) {
        const auto results = connection_.run_all(message.text());
        const bool busy = sqlstate_of(results.back()) == lock_not_available &&
                          message.failed(results).role == Message::Role::begin;
        if (!busy) {
            return outcome_of(message, results);
        }
        rollback();
        if (!polling.again()) {
            throw errors::stayed_locked(polling.waited());
        }
    }
}

void PostgresqlDatabase::refuse_cancelled(const Result& result) const {
    if (sqlstate_of(result) == query_canceled && connection_.is_cancelled()) {
        throw errors::cancelled();
    }
}

PacketOutcome PostgresqlDatabase::outcome_of(const Message& message,
                                             const std::vector<Result>& results) {
    if (const Result* mark = message.of(Message::Role::mark, results)) {
        mark_ = text(rows_of(*mark).front().front());
    }
    if (const Result* commit = message.of(Message::Role::commit, results)) {
        refuse_rolled_back(*commit);
        if (const Result* session = message.of(Message::Role::session, results)) {
            session_->is_now(rows_of(*session));
        }
        session_is_back_ =
            message.of(Message::Role::way_back, results) != nullptr && succeeded(results.back());
        return PacketOutcome::done;
    }
    refuse_cancelled(results.back());
    const Message::Piece& piece = message.failed(results);
    auto refusal =
        postgresql::refusal_of(connection_.handle(), results.back().get(), ErrorKind::statement);
    if (refusal.kind == ErrorKind::connection && refusal.code.empty()) {
        // The server had the whole message, its commit included.
        throw errors::lost_at_commit(refusal);
    }
    switch (piece.role) {
        case Message::Role::script:
            throw refused(refusal, *piece.statement, message.fault_line(piece, results.back()));
        case Message::Role::guard:
            if (refusal.kind == ErrorKind::connection) {
                break;
            }
            rollback();
            return PacketOutcome::changed;
        case Message::Role::take_mark:
            if (refusal.code == no_such_savepoint) {
                return PacketOutcome::mark_gone;
            }
            break;
        case Message::Role::heads_guard:
            if (refusal.code == division_by_zero) {
                return PacketOutcome::record_changed;
            }
            break;
        case Message::Role::commit:
            throw commit_error(results);
        case Message::Role::begin:
        case Message::Role::mark:
        case Message::Role::record:
        case Message::Role::session:
        case Message::Role::way_back:
            break;
    }
    throw engine_error(results, "BEGIN");
}

DatabaseError PostgresqlDatabase::refused(const errors::Refusal& refusal,
                                          const Statement& statement, int line) {
    if (refusal.code == lock_not_available) {
        queued_ = statement.text;
    }
    return errors::script_refused(refusal, statement.text, line);
}

bool PostgresqlDatabase::gave_up_queueing(const DatabaseError& error) const {
    return connection_.patience().statement_limit.count() > 0 &&
           error.facts().code == lock_not_available;
}

std::string PostgresqlDatabase::lock_holders() noexcept {
    try {
        return postgresql::lock_holders(connection_, queued_);
    } catch (const std::exception&) {
        return {};
    }
}

std::string PostgresqlDatabase::fingerprint(const Statement& statement) {
    return postgresql::fingerprint(connection_, target_of(statement.text));
}

Verdict PostgresqlDatabase::judge(const Statement& statement, const std::string& fingerprint) {
    const OnceTarget target = target_of(statement.text);
    if (target.kind == OnceTarget::Kind::nothing_known && refused_ == statement.text.data() &&
        refused_whole_) {
        return Verdict::not_done;
    }
    return postgresql::judge(connection_, target, fingerprint, mark());
}

Schema PostgresqlDatabase::schema(const SchemaScope& scope) {
    return answered(*this, schema_questions(scope));
}

Snapshot PostgresqlDatabase::snapshot(const SchemaScope& scope) {
    return read_snapshot(*this, connection_, scope);
}

std::vector<Integrity::Table> PostgresqlDatabase::row_tables(const SchemaScope& scope) {
    return read_row_tables(*this, scope);
}

bool PostgresqlDatabase::is_empty() {
    // What initdb and extensions made does not count.
    return query({"SELECT WHERE EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.oid >= 16384 "
                  "AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid = "
                  "'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = "
                  "'e') AND c.relnamespace <> 'pg_toast'::pg_catalog.regnamespace) "
                  "OR EXISTS (SELECT FROM pg_catalog.pg_proc AS p WHERE p.oid >= 16384 AND NOT "
                  "EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid = "
                  "'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = "
                  "'e')) OR EXISTS (SELECT FROM pg_catalog.pg_namespace AS n WHERE n.oid >= 16384 "
                  "AND n.nspname !~ '^pg_')",
                  {}})
        .empty();
}

BackedUp PostgresqlDatabase::back_up(const BackupRequest& request) {
    return postgresql::back_up(*this, connection_, request);
}

void PostgresqlDatabase::load(const std::string& file, Owners owners) {
    postgresql::load(connection_, file, owners);
}

Integrity PostgresqlDatabase::integrity(const SchemaScope& scope) {
    return read_integrity(*this, scope);
}

errors::Refusal PostgresqlDatabase::refusal_of(const std::exception& error) const {
    const std::string state = postgresql::sqlstate_of(error);
    const ErrorKind kind = connection_.is_broken()
                               ? ErrorKind::connection
                               : postgresql::kind_of(state, ErrorKind::statement);
    return {kind, message_of(error), state};
}

void PostgresqlDatabase::note_session() {
    if (!session_ && !pooled_) {
        session_.emplace(connection_, preparations());
        objects_.note_names(session_->schema(), session_->search_path());
    }
}

void PostgresqlDatabase::restore_session(std::string_view text) noexcept {
    const bool is_back = session_is_back_ && !text.empty();
    if (session_ && !is_back && !connection_.in_transaction()) {
        session_->restore(text);
    }
}

bool PostgresqlDatabase::wait_while(const std::function<bool()>& condition) {
    Polling polling(connection_.patience());
    while (condition()) {
        if (!polling.again()) {
            return false;
        }
    }
    return true;
}

}  // namespace retort::dialect::postgresql
