#pragma once

#include "dialect/syntax.hpp"

namespace retort::dialect::postgresql {

std::string quoted(const std::string& name);
std::string literal(const std::string& text);
/// `a,b`
std::string with_commas(const std::vector<std::string>& items);

class PostgresqlSyntax final : public Syntax {
public:
    bool ddl_is_transactional() const noexcept override { return true; }
    std::string default_schema() const override { return {}; }
    std::string quoted(std::string_view identifier) const override;
    std::string literal(const Value& value) const override;
    std::vector<std::string> create_tables(const TableNames& tables) const override;
    std::string state_query(const TableNames& tables) const override;
    /// As to_regclass(), to_regproc() and to_regprocedure() read it; a trigger's is bare.
    std::string catalog_name(const script::ObjectId& id) const override;
    std::string catalog_table(const script::ObjectId& id) const override;
    std::string widen_version(const TableNames& tables) const override;
    std::string now() const override;
    std::string offline_preamble() const override;
    std::string offline_foreign_keys(bool enforced) const override;
    std::string offline_begin(bool enforced) const override;
    std::string offline_commit(bool enforced) const override;
    std::string offline_guard(const TableNames& tables,
                              const std::vector<std::string>& heads) const override;

private:
    std::string qualified(const std::string& schema, const std::string& name) const;
};

}  // namespace retort::dialect::postgresql
