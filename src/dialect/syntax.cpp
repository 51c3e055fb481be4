#include "dialect/syntax.hpp"

#include "dialect/mysql/syntax.hpp"
#include "dialect/postgresql/syntax.hpp"
#include "dialect/sqlite/syntax.hpp"
#include "errors/dialect.hpp"

namespace retort::dialect {
namespace {

constexpr const char* default_version_table = "retort_version";

}  // namespace

const Value present_time = std::string("\x1A now");
const Value elapsed_time = std::string("\x1A elapsed");
const Value statement_fingerprint = std::string("\x1A fingerprint");

std::string state_table_stem(const std::string& version_table) {
    return version_table == default_version_table ? "retort" : version_table;
}

std::vector<std::string> state_table_names(const std::string& version_table) {
    const std::string stem = state_table_stem(version_table);
    return {version_table,     stem + "_applied", stem + "_history",
            stem + "_journal", stem + "_object",  stem + "_state"};
}

std::string lock_table_name(const std::string& version_table) {
    return state_table_stem(version_table) + "_lock";
}

TableNames Syntax::tables(const std::string& schema, const std::string& version_table) const {
    const auto names = state_table_names(version_table);
    const auto qualified = [&](const std::string& name) {
        return schema.empty() ? quoted(name) : quoted(schema) + "." + quoted(name);
    };
    return {schema,
            version_table,
            qualified(names[0]),
            qualified(names[1]),
            qualified(names[2]),
            qualified(names[3]),
            qualified(names[4]),
            qualified(names[5]),
            qualified(lock_table_name(version_table))};
}

std::string Syntax::rendered(const Sql& sql, const std::string& elapsed,
                             const std::string& fingerprint) const {
    std::string result;
    auto value = sql.values.begin();
    for (const char c : sql.text) {
        if (c == '?' && value != sql.values.end()) {
            result += *value == present_time            ? now()
                      : *value == elapsed_time          ? elapsed
                      : *value == statement_fingerprint ? fingerprint
                                                        : literal(*value);
            ++value;
        } else {
            result += c;
        }
    }
    return result;
}

const Syntax& syntax(Dialect dialect) {
    static const sqlite::SqliteSyntax sqlite;
    static const postgresql::PostgresqlSyntax postgresql;
    static const mysql::MysqlSyntax mysql;
    switch (dialect) {
        case Dialect::sqlite:
            return sqlite;
        case Dialect::postgresql:
            return postgresql;
        case Dialect::mysql:
            return mysql;
    }
    throw errors::no_such_dialect(to_string(dialect));
}

}  // namespace retort::dialect
