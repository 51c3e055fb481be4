#pragma once

#include "dialect/database.hpp"
#include "dialect/sqlite/connection.hpp"
#include "dialect/sqlite/object_catalog.hpp"
#include "dialect/sqlite/script_check.hpp"
#include "dialect/sqlite/session_state.hpp"

#include <optional>

namespace retort::dialect::sqlite {

/// SQLite has no lock of its own beside the write transaction: begin() waits for it.
class SqliteDatabase final : public Database {
public:
    SqliteDatabase(sqlite3* handle, Patience patience);
    ~SqliteDatabase() override;

    const Syntax& syntax() const noexcept override;
    Dialect dialect() const noexcept override { return Dialect::sqlite; }
    std::string default_schema() const override { return "main"; }

    std::vector<Row> query(const Sql& sql) override { return connection_.query(sql); }
    std::vector<std::vector<Row>> query_all(const std::vector<Sql>& queries) override {
        return query_each(*this, queries);
    }
    std::vector<std::string> tables(const std::string& schema) override;
    std::size_t declared_length(const std::string& schema, const std::string& table,
                                const std::string& column) override;

    bool in_transaction() override { return connection_.in_transaction(); }
    bool lock(const TableNames&) override { return false; }
    bool unlock() noexcept override { return true; }
    void begin(const TableNames& tables) override;
    void begin_reading() override;
    bool try_begin(const TableNames& tables) noexcept override;
    void commit() override;
    void rollback() noexcept override;
    void set_mark() override;
    bool take_mark() override;
    bool committed_since_mark() override;

    std::vector<Statement> check(const script::Section& section, const std::string& file) override;
    void run(const Statement& statement) override;
    // No statement is of kind `once`.
    std::string fingerprint(const Statement&) override { return {}; }
    Verdict judge(const Statement&, const std::string&) override { return Verdict::unknown; }

    PacketSender* packets() noexcept override { return nullptr; }

    void enforce_foreign_keys(bool enforced) override;
    std::string foreign_keys(const std::string& schema) override;
    std::vector<std::string> newly_broken(const std::string& before,
                                          const std::string& after) const override;
    bool may_break_foreign_keys(std::string_view text, const std::string& before) const override;
    std::int64_t foreign_commits(const std::string& schema) override;

    errors::Refusal refusal_of(const std::exception& error) const override;

    Schema schema(const SchemaScope& scope) override;
    Snapshot snapshot(const SchemaScope& scope) override;
    Integrity integrity(const SchemaScope& scope) override;
    std::vector<Integrity::Table> row_tables(const SchemaScope& scope) override;
    bool is_empty() override;
    BackedUp back_up(const BackupRequest& request) override;
    void load(const std::string& file, Owners owners) override;
    ObjectCatalog& objects() noexcept override { return objects_; }

    void note_session() override;
    void restore_session(std::string_view text) noexcept override;
    bool wait_while(const std::function<bool()>& condition) override;

private:
    /// Changes with every commit, this session's own included.
    unsigned commits();
    StatementHandle prepared(const Statement& statement);

    Connection connection_;
    SqliteObjectCatalog objects_{connection_};
    bool lent_in_transaction_;
    unsigned commits_at_mark_ = 0;
    std::optional<ScriptCheck> check_;
    std::optional<SessionState> session_;
};

}  // namespace retort::dialect::sqlite
