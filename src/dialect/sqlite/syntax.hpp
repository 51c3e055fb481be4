#pragma once

#include "dialect/syntax.hpp"

namespace retort::dialect::sqlite {

std::string quoted(const std::string& name);

class SqliteSyntax final : public Syntax {
public:
    bool ddl_is_transactional() const noexcept override { return true; }
    std::string default_schema() const override { return "main"; }
    std::string quoted(std::string_view identifier) const override;
    std::string literal(const Value& value) const override;
    std::vector<std::string> create_tables(const TableNames& tables) const override;
    std::string state_query(const TableNames& tables) const override;
    std::string widen_version(const TableNames& tables) const override;
    std::string now() const override;
    std::string offline_preamble() const override;
    std::string offline_foreign_keys(bool enforced) const override;
    std::string offline_begin(bool enforced) const override;
    std::string offline_commit(bool enforced) const override;
    std::string offline_guard(const TableNames& tables,
                              const std::vector<std::string>& heads) const override;
};

}  // namespace retort::dialect::sqlite
