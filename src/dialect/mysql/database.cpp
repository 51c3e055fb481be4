#include "dialect/mysql/database.hpp"

#include "dialect/mysql/backup.hpp"
#include "dialect/mysql/catalog.hpp"
#include "dialect/mysql/integrity.hpp"
#include "dialect/mysql/native.hpp"
#include "dialect/mysql/refusal.hpp"
#include "dialect/mysql/refused_whole.hpp"
#include "dialect/mysql/row_change.hpp"
#include "dialect/mysql/schema_questions.hpp"
#include "dialect/mysql/script_check.hpp"
#include "dialect/mysql/snapshot.hpp"
#include "errors/dialect.hpp"

#include <algorithm>

namespace retort::dialect::mysql {
namespace {

constexpr const char* begin_sql = "START TRANSACTION";
constexpr const char* isolation_sql = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";
constexpr const char* begin_reading_sql = "START TRANSACTION READ ONLY";
constexpr unsigned no_such_savepoint = 1305;
constexpr unsigned two_rows = 1242;  ///< by which a guard fails

/// A CALL may, and what is not known.
bool may_change_session(const Statement& statement) {
    return statement.kind != StatementKind::plain && statement.kind != StatementKind::standalone &&
           (statement.kind != StatementKind::once ||
            catalog_change(statement.text).action == CatalogChange::Action::unknown);
}

}  // namespace

MysqlDatabase::MysqlDatabase(MYSQL* handle, Patience patience, OnNotice on_notice)
    : connection_(handle, std::move(patience)),
      lock_(connection_),
      on_notice_(std::move(on_notice)),
      lent_in_transaction_(connection_.in_transaction()) {}

MysqlDatabase::~MysqlDatabase() {
    if (!lent_in_transaction_) {
        rollback();  // again, where the first was refused
    }
    restore_session({});
    try {
        connection_.takes_several_as_lent();
    } catch (const std::exception&) {
        // A session that no longer answers has nothing to give back.
    }
}

const Syntax& MysqlDatabase::syntax() const noexcept {
    return dialect::syntax(Dialect::mysql);
}

std::string MysqlDatabase::default_schema() const {
    const std::string& schema = connection_.default_database();
    if (schema.empty()) {
        throw errors::no_default_database();
    }
    return schema;
}

std::vector<std::string> MysqlDatabase::tables(const std::string& schema) {
    std::vector<std::string> names;
    for (const Row& row : query({"SELECT table_name FROM information_schema.tables WHERE "
                                 "table_schema = ? AND table_type NOT IN ('VIEW', 'SYSTEM VIEW')",
                                 {schema}})) {
        names.push_back(text(row[0]));
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::size_t MysqlDatabase::declared_length(const std::string& schema, const std::string& table,
                                           const std::string& column) {
    for (const Row& row :
         query({"SELECT character_maximum_length FROM information_schema.columns WHERE "
                "table_schema = ? AND table_name = ? AND column_name = ?",
                {schema, table, column}})) {
        return static_cast<std::size_t>(number(row[0]));
    }
    return 0;
}

std::vector<std::vector<Row>> MysqlDatabase::query_all(const std::vector<Sql>& queries) {
    std::string message = std::string(isolation_sql) + ";\n" + begin_reading_sql;
    for (const Sql& sql : queries) {
        message += ";\n" + syntax().rendered(sql);
    }
    connection_.takes_several(true);
    try {
        auto answers = connection_.query_all(message + ";\nCOMMIT");
        answers.pop_back();
        answers.erase(answers.begin(), answers.begin() + 2);
        return answers;
    } catch (const DatabaseError&) {
        rollback();
        throw;
    }
}

bool MysqlDatabase::lock(const TableNames& tables) {
    lock_.take(tables);
    return true;
}

void MysqlDatabase::begin(const TableNames& tables) {
    connection_.takes_several_as_lent();  // what runs in it may use the session itself
    Polling polling(connection_.patience());
    while (true) {
        execute({begin_sql, {}});
        if (lock_rows(tables)) {
            return;
        }
        rollback();
        if (!polling.again()) {
            throw errors::stayed_locked(polling.waited());
        }
    }
}

/// Where the tables are absent there is nothing to lock. @returns false when others hold the rows
bool MysqlDatabase::lock_rows(const TableNames& tables) {
    if (!lock_.fence()) {
        return false;
    }
    for (const std::string& columns :
         {"id FROM " + tables.state, "version_num FROM " + tables.version}) {
        const std::string sql = "SELECT " + columns + " FOR UPDATE NOWAIT";
        const unsigned code = connection_.run(sql);
        if (is_busy(code)) {
            return false;
        }
        if (code != 0 && !is_missing(code)) {
            throw errors::engine_refused(
                mysql::refusal_of(connection_.handle(), ErrorKind::database), sql);
        }
    }
    return true;
}

void MysqlDatabase::begin_reading() {
    // The moment is that of the first read: a snapshot of now would refuse tables made meanwhile.
    execute({isolation_sql, {}});
    execute({begin_reading_sql, {}});
}

bool MysqlDatabase::try_run(const char* sql) noexcept {
    return connection_.run(sql) == 0;
}

bool MysqlDatabase::try_begin(const TableNames& tables) noexcept {
    try {
        if (try_run(begin_sql) && lock_rows(tables)) {
            return true;
        }
    } catch (const std::exception&) {
        // The caller goes on without.
    }
    rollback();
    return false;
}

void MysqlDatabase::commit() {
    execute({"COMMIT", {}});
}

void MysqlDatabase::rollback() noexcept {
    if (connection_.in_transaction()) {
        try_run("ROLLBACK");
    }
}

void MysqlDatabase::set_mark() {
    rolled_back_ = false;
    execute({"SAVEPOINT retort_mark", {}});
}

bool MysqlDatabase::take_mark() {
    rolled_back_ = is_deadlock(mysql_errno(connection_.handle()));
    if (!connection_.in_transaction()) {
        return false;
    }
    const char* const sql = "RELEASE SAVEPOINT retort_mark";
    const unsigned code = connection_.run(sql);
    if (code != 0 && code != no_such_savepoint) {
        throw errors::engine_refused(mysql::refusal_of(connection_.handle(), ErrorKind::database),
                                     sql);
    }
    return code == 0;
}

std::vector<Statement> MysqlDatabase::check(const script::Section& section,
                                            const std::string& file) {
    auto statements = check_script(section, file);
    for (const Statement& statement : statements) {
        names_.add(statement.text);
    }
    return statements;
}

void MysqlDatabase::before(const Statement& statement) {
    refused_ = nullptr;
    if (session_restored_) {
        session_restored_ = false;
        session_changed_ = false;
    }
    if (may_change_session(statement)) {
        session_changed_ = true;
        connection_.forget_settings();
    }
}

void MysqlDatabase::run(const Statement& statement) {
    before(statement);
    connection_.takes_several(false);
    if (connection_.run(statement.text) != 0) {
        refuse(statement);
    }
    tell_warnings();
}

/// Those of the last statement.
void MysqlDatabase::tell_warnings() {
    if (on_notice_ && mysql_warning_count(connection_.handle()) > 0) {
        for (const Row& row : connection_.query_as_is("SHOW WARNINGS")) {
            on_notice_(text(row[0]) + ": " + text(row[2]));
        }
    }
}

/// The server did.
void MysqlDatabase::refuse(const Statement& statement) {
    const auto refusal = mysql::refusal_of(connection_.handle(), ErrorKind::statement);
    if (refusal.kind != ErrorKind::connection) {
        refused_ = statement.text.data();
        refused_whole_ = mysql::refused_whole(statement.text, refusal) ||
                         (tells_when_prepared(statement.text, refusal) &&
                          !connection_.can_prepare(statement.text));
    }
    throw errors::script_refused(refusal, statement.text,
                                 statement.line + line_in_statement(refusal) - 1);
}

PacketOutcome MysqlDatabase::run(const StatementPacket& packet,
                                 const std::function<void()>& on_recorded) {
    const Message message(packet, lock_.held_condition(), lock_.fence_sql());
    connection_.takes_several(true);
    if (packet.statement != nullptr) {
        before(*packet.statement);
    }
    Polling polling(connection_.patience());
    std::size_t passed = 0;
    const auto succeeded = [&] {
        if (++passed == message.recorded()) {
            on_recorded();
        }
    };
    while (passed < message.size()) {
        const unsigned code = connection_.run(message.text(passed), succeeded);
        if (code == 0) {
            continue;
        }
        // A statement with several results may fail at a later one.
        passed = std::min(passed, message.size() - 1);
        if (!is_busy(code) || message[passed].role != Message::Role::lock) {
            return outcome_of(message[passed], packet);
        }
        passed = message.transaction_of(passed);
        rollback();
        if (!polling.again()) {
            throw errors::stayed_locked(polling.waited());
        }
    }
    if (packet.statement != nullptr && Message::may_hold(*packet.statement)) {
        tell_warnings();
    } else if (packet.statement != nullptr) {
        run(*packet.statement);
    }
    return PacketOutcome::done;
}

PacketOutcome MysqlDatabase::outcome_of(const Message::Piece& piece,
                                        const StatementPacket& packet) {
    const auto refusal = mysql::refusal_of(connection_.handle(), ErrorKind::database);
    const bool lost = refusal.kind == ErrorKind::connection;
    if (packet.statement != nullptr && (lost || piece.role == Message::Role::script)) {
        refuse(*packet.statement);
    }
    if (lost) {
        throw errors::lost_at_commit(refusal);
    }
    const bool guarded = refusal.code == std::to_string(two_rows);
    if (guarded && piece.role == Message::Role::held) {
        rollback();
        throw lock_.lost();
    }
    if (guarded && piece.role == Message::Role::expected) {
        rollback();
        return PacketOutcome::changed;
    }
    if (guarded && piece.role == Message::Role::engines) {
        rollback();
        return PacketOutcome::stays;
    }
    if (guarded && piece.role == Message::Role::heads) {
        return PacketOutcome::record_changed;
    }
    throw errors::engine_refused(refusal, piece.text);
}

bool MysqlDatabase::can_judge(const Statement& statement) const {
    return mysql::can_judge(catalog_change(statement.text));
}

bool MysqlDatabase::rolls_back(const Statement& statement) {
    const auto tables = tables_of_changed_rows(statement.text);
    return tables.empty() ||
           number(query({"SELECT " + roll_back_sql(tables), {}}).front().front()) == 1;
}

std::string MysqlDatabase::catalog_text(const CatalogChange& change) {
    const std::string text = "SELECT " + catalog_text_sql(change.names, connection_.is_mariadb());
    return dialect::text(
        query({with_catalog_settings(text, connection_.is_mariadb()), {}}).front().front());
}

std::string MysqlDatabase::fingerprint(const Statement& statement) {
    return catalog_text(catalog_change(statement.text));
}

Verdict MysqlDatabase::judge(const Statement& statement, const std::string& fingerprint) {
    const bool refused = refused_ == statement.text.data();
    if (refused && refused_whole_) {
        return Verdict::not_done;
    }
    const CatalogChange change = catalog_change(statement.text);
    const CatalogEntries before = entries_of(fingerprint);
    const CatalogEntries now = entries_of(catalog_text(change));
    return refused ? verdict_of_refused(change, before, now) : verdict(change, before, now);
}

Schema MysqlDatabase::schema(const SchemaScope& scope) {
    return answered(*this, schema_questions(scope, connection_.is_mariadb()));
}

errors::Refusal MysqlDatabase::refusal_of(const std::exception& error) const {
    errors::Refusal refusal{ErrorKind::statement, message_of(error), {}};
    if (const unsigned code = code_of(error)) {
        refusal.kind = kind_of(code, ErrorKind::statement);
        refusal.code = std::to_string(code);
    }
    return refusal;
}

/// SHOW CREATE of MySQL's is not held to what this knows of MariaDB's.
Snapshot MysqlDatabase::snapshot(const SchemaScope& scope) {
    return connection_.is_mariadb() ? read_snapshot(*this, scope) : Database::snapshot(scope);
}

std::vector<Integrity::Table> MysqlDatabase::row_tables(const SchemaScope& scope) {
    return read_row_tables(*this, scope);
}

bool MysqlDatabase::is_empty() {
    return query({"SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() UNION "
                  "ALL SELECT 1 FROM information_schema.routines WHERE routine_schema = DATABASE() "
                  "UNION ALL SELECT 1 FROM information_schema.events WHERE event_schema = "
                  "DATABASE() LIMIT 1",
                  {}})
        .empty();
}

BackedUp MysqlDatabase::back_up(const BackupRequest& request) {
    return mysql::back_up(*this, connection_, request);
}

void MysqlDatabase::load(const std::string& file, Owners owners) {
    mysql::load(connection_, file, owners);
}

void MysqlDatabase::clear() {
    mysql::clear(*this);
}

Integrity MysqlDatabase::integrity(const SchemaScope& scope) {
    return read_integrity(*this, scope);
}

void MysqlDatabase::note_session() {
    if (!session_) {
        session_.emplace(connection_, names_);
    }
}

void MysqlDatabase::restore_session(std::string_view text) noexcept {
    session_restored_ = true;
    if (session_ && (text.empty() || session_changed_)) {
        connection_.forget_settings();
        session_->restore(text);
    }
}

/// Who holds the lock waits for nobody.
bool MysqlDatabase::wait_while(const std::function<bool()>& condition) {
    Polling polling(connection_.patience());
    while (condition()) {
        if (lock_.is_held() || !polling.again()) {
            return false;
        }
    }
    return true;
}

}  // namespace retort::dialect::mysql
