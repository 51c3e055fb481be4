#pragma once

#include "dialect/database.hpp"
#include "dialect/mysql/connection.hpp"
#include "dialect/mysql/fingerprint.hpp"
#include "dialect/mysql/message.hpp"
#include "dialect/mysql/object_catalog.hpp"
#include "dialect/mysql/server_lock.hpp"
#include "dialect/mysql/session_names.hpp"
#include "dialect/mysql/session_state.hpp"

#include <optional>

namespace retort::dialect::mysql {

/// MariaDB and MySQL. Statements that define tables commit by themselves; what became of one that
/// was interrupted is seen in the catalog.
class MysqlDatabase final : public Database, private StatementPacketSender {
public:
    /// Told what the server warns of when a statement of a script has run; may be empty.
    using OnNotice = std::function<void(const std::string&)>;
    MysqlDatabase(MYSQL* handle, Patience patience, OnNotice on_notice);
    ~MysqlDatabase() override;

    const Syntax& syntax() const noexcept override;
    Dialect dialect() const noexcept override { return Dialect::mysql; }
    std::vector<Row> query(const Sql& sql) override { return connection_.query(sql); }
    std::string default_schema() const override;
    std::vector<std::vector<Row>> query_all(const std::vector<Sql>& queries) override;
    std::vector<std::string> tables(const std::string& schema) override;
    std::size_t declared_length(const std::string& schema, const std::string& table,
                                const std::string& column) override;

    bool lock(const TableNames& tables) override;
    bool unlock() noexcept override { return lock_.release(); }

    bool in_transaction() override { return connection_.in_transaction(); }
    void begin(const TableNames& tables) override;
    void begin_reading() override;
    bool try_begin(const TableNames& tables) noexcept override;
    void commit() override;
    void rollback() noexcept override;
    void set_mark() override;
    bool take_mark() override;
    bool committed_since_mark() override { return !rolled_back_; }

    std::vector<Statement> check(const script::Section& section, const std::string& file) override;
    void run(const Statement& statement) override;
    bool rolls_back(const Statement& statement) override;
    std::string fingerprint(const Statement& statement) override;
    Verdict judge(const Statement& statement, const std::string& fingerprint) override;

    PacketSender* packets() noexcept override { return nullptr; }
    StatementPacketSender* statement_packets() noexcept override {
        return connection_.is_mariadb() ? this : nullptr;
    }

    // The server enforces foreign keys at each statement.
    void enforce_foreign_keys(bool) override {}
    std::string foreign_keys(const std::string&) override { return {}; }
    std::vector<std::string> newly_broken(const std::string&, const std::string&) const override {
        return {};
    }
    bool may_break_foreign_keys(std::string_view, const std::string&) const override {
        return false;
    }
    /// Nothing tells, so that they are always compared.
    std::int64_t foreign_commits(const std::string&) override { return ++comparisons_; }

    errors::Refusal refusal_of(const std::exception& error) const override;

    Schema schema(const SchemaScope& scope) override;
    Snapshot snapshot(const SchemaScope& scope) override;
    Integrity integrity(const SchemaScope& scope) override;
    std::vector<Integrity::Table> row_tables(const SchemaScope& scope) override;
    bool is_empty() override;
    BackedUp back_up(const BackupRequest& request) override;
    void load(const std::string& file, Owners owners) override;
    void clear() override;
    ObjectCatalog& objects() noexcept override { return objects_; }

    void note_session() override;
    void restore_session(std::string_view text) noexcept override;
    bool wait_while(const std::function<bool()>& condition) override;

private:
    PacketOutcome run(const StatementPacket& packet,
                      const std::function<void()>& on_recorded) override;
    bool can_judge(const Statement& statement) const override;
    bool changed_session() const override { return session_changed_ && !session_restored_; }

    bool lock_rows(const TableNames& tables);
    bool try_run(const char* sql) noexcept;
    void before(const Statement& statement);
    void tell_warnings();
    /// @param piece that failed
    PacketOutcome outcome_of(const Message::Piece& piece, const StatementPacket& packet);
    [[noreturn]] void refuse(const Statement& statement);
    std::string catalog_text(const CatalogChange& change);

    mutable Connection connection_;
    MysqlObjectCatalog objects_{connection_};
    ServerLock lock_;
    OnNotice on_notice_;
    bool lent_in_transaction_;
    bool rolled_back_ = false;       ///< by the server, since the mark was set
    const char* refused_ = nullptr;  ///< the statement that the server refused last
    bool refused_whole_ = false;     ///< and that left nothing
    bool session_changed_ = false;   ///< by a statement since the session was put back
    bool session_restored_ = false;  ///< since the last statement
    std::int64_t comparisons_ = 0;
    SessionNames names_;  ///< of the scripts that were checked
    std::optional<SessionState> session_;
};

}  // namespace retort::dialect::mysql
