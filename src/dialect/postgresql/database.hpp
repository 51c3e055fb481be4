#pragma once

#include "dialect/database.hpp"
#include "dialect/postgresql/connection.hpp"
#include "dialect/postgresql/guard.hpp"
#include "dialect/postgresql/message.hpp"
#include "dialect/postgresql/object_catalog.hpp"
#include "dialect/postgresql/session_state.hpp"

#include <optional>

namespace retort::dialect::postgresql {

/// The lock is a session's advisory lock, polled. Behind a pooler, where a session is not the
/// client's own, each transaction takes it for itself, and a Guard where there is none.
class PostgresqlDatabase final : public Database, public PacketSender {
public:
    PostgresqlDatabase(PGconn* handle, Patience patience, Connection::OnNotice on_notice);
    ~PostgresqlDatabase() override;

    const Syntax& syntax() const noexcept override;
    Dialect dialect() const noexcept override { return Dialect::postgresql; }
    std::string default_schema() const override;

    std::vector<Row> query(const Sql& sql) override;
    std::vector<std::vector<Row>> query_all(const std::vector<Sql>& queries) override;
    std::vector<std::string> tables(const std::string& schema) override;
    std::size_t declared_length(const std::string& schema, const std::string& table,
                                const std::string& column) override;

    bool lock(const TableNames& tables) override;
    bool unlock() noexcept override;
    bool begin_outside() override;
    void end_outside() noexcept override { guard_.reset(); }

    bool in_transaction() override { return connection_.in_transaction(); }
    void begin(const TableNames& tables) override;
    void begin_reading() override;
    bool try_begin(const TableNames& tables) noexcept override;
    void commit() override;
    void rollback() noexcept override;
    void set_mark() override;
    bool take_mark() override;
    bool transaction_failed() const override { return connection_.has_failed(); }
    bool committed_since_mark() override;

    std::vector<Statement> check(const script::Section& section, const std::string& file) override;
    void run(const Statement& statement) override;
    bool gave_up_queueing(const DatabaseError& error) const override;
    std::string lock_holders() noexcept override;
    std::string fingerprint(const Statement& statement) override;
    Verdict judge(const Statement& statement, const std::string& fingerprint) override;

    /// Not behind a pooler, where others may run the same step meanwhile.
    PacketSender* packets() noexcept override { return key_ && session_ ? this : nullptr; }
    PacketOutcome run(const Packet& packet) override;

    // The server itself holds to foreign keys.
    void enforce_foreign_keys(bool) override {}
    std::string foreign_keys(const std::string&) override { return {}; }
    std::vector<std::string> newly_broken(const std::string&, const std::string&) const override {
        return {};
    }
    bool may_break_foreign_keys(std::string_view, const std::string&) const override {
        return false;
    }
    std::int64_t foreign_commits(const std::string&) override { return ++looks_; }

    Schema schema(const SchemaScope& scope) override;
    Snapshot snapshot(const SchemaScope& scope) override;
    Integrity integrity(const SchemaScope& scope) override;
    std::vector<Integrity::Table> row_tables(const SchemaScope& scope) override;
    bool is_empty() override;
    BackedUp back_up(const BackupRequest& request) override;
    void load(const std::string& file, Owners owners) override;
    ObjectCatalog& objects() noexcept override { return objects_; }

    errors::Refusal refusal_of(const std::exception& error) const override;

    void note_session() override;
    void restore_session(std::string_view text) noexcept override;
    bool wait_while(const std::function<bool()>& condition) override;

private:
    PacketOutcome outcome_of(const Message& message, const std::vector<Result>& results);
    void note_process(const Row& row);
    enum class Begun { yes, busy, no_table };
    Begun begin_once(const TableNames& tables, bool with_table);
    std::string mark() const { return guard_ ? guard_->mark() : std::string(); }
    /// What a run needs of its session: statements, which the session's end puts back.
    std::string preparations() const;
    DatabaseError refused(const errors::Refusal& refusal, const Statement& statement, int line);
    void refuse_cancelled(const Result& result) const;
    DatabaseError commit_error(const std::vector<Result>& results) const;
    DatabaseError engine_error(const std::vector<Result>& results,
                               const std::string& statement) const;

    mutable Connection connection_;
    mutable PostgresqlObjectCatalog objects_{connection_};
    bool lent_in_transaction_;
    std::optional<SessionState> session_;
    std::unique_ptr<Guard> guard_;
    std::optional<std::int64_t> key_;  ///< of the lock, while it is held
    bool pooled_ = false;
    bool session_is_back_ = false;   ///< by the message that the last script was in
    std::string check_interval_;     ///< client_connection_check_interval as it was
    std::string read_only_;          ///< default_transaction_read_only as it was
    std::string lock_timeout_;       ///< as it was
    std::string queued_;             ///< the last statement that gave up queueing for a lock
    const char* refused_ = nullptr;  ///< the statement that the server refused last
    bool refused_whole_ = false;     ///< and that left nothing
    std::string mark_;               ///< number of the transaction that the mark was set in
    std::int64_t looks_ = 0;
};

}  // namespace retort::dialect::postgresql
