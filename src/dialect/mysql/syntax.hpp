#pragma once

#include "dialect/syntax.hpp"

namespace retort::dialect::mysql {

/// SQL for MariaDB and MySQL, right in every sql_mode and connection character set.
class MysqlSyntax final : public Syntax {
public:
    bool ddl_is_transactional() const noexcept override { return false; }
    std::string quoted(std::string_view identifier) const override;
    std::string literal(const Value& value) const override;
    std::vector<std::string> create_tables(const TableNames& tables) const override;
    std::string state_query(const TableNames& tables) const override;
    std::string widen_version(const TableNames& tables) const override;
    std::string now() const override;
    /// A condition: whether these heads are recorded.
    std::string heads_are(const TableNames& tables, const std::vector<std::string>& heads) const;
    /// That of the session.
    std::string default_schema() const override { return {}; }
    std::string offline_preamble() const override;
    /// The server enforces foreign keys at each statement.
    std::string offline_foreign_keys(bool) const override { return {}; }
    std::string offline_begin(bool enforced) const override;
    std::string offline_commit(bool enforced) const override;
    std::string offline_guard(const TableNames& tables,
                              const std::vector<std::string>& heads) const override;
};

}  // namespace retort::dialect::mysql
