#include "schema_changes.hpp"

#include <unistd.h>

#include <sstream>

namespace retort_test {
namespace {

std::vector<std::string> cells(const std::string& row) {
    std::vector<std::string> result;
    std::istringstream stream(row);
    for (std::string cell; std::getline(stream, cell, '|');) {
        result.push_back(cell);
    }
    return result;
}

}  // namespace

SchemaChange alter_table(const char* name, const std::string& table, const std::string& how) {
    return {name, {"ALTER TABLE " + table + " " + how}};
}

std::string backquoted(const std::string& name) {
    std::string result = "`";
    for (const char c : name) {
        result += c == '`' ? "``" : std::string(1, c);
    }
    return result + "`";
}

std::string granted_user() {
    return "'schema" + std::to_string(getpid()) + "'@'%'";
}

std::vector<std::string> SchemaDice::row(const std::string& query) {
    const auto rows = client_.rows(query);
    if (rows.empty()) {
        throw NothingThere();
    }
    return cells(one(rows));
}

std::string SchemaDice::table() {
    return backquoted(
        name("SELECT table_name FROM information_schema.tables WHERE table_schema = "
             "DATABASE() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY "
             "CAST(table_name AS BINARY)"));
}

std::vector<std::string> SchemaDice::column(const std::string& condition) {
    auto found = row(
        "SELECT c.table_name, column_name, data_type FROM information_schema.columns AS c JOIN "
        "information_schema.tables AS t ON t.table_schema = c.table_schema AND CAST(t.table_name "
        "AS BINARY) = CAST(c.table_name AS BINARY) WHERE c.table_schema = DATABASE() AND "
        "table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') AND " +
        condition + " ORDER BY CAST(c.table_name AS BINARY), ordinal_position");
    return {backquoted(found[0]), backquoted(found[1]), found[2]};
}

std::string SchemaDice::line(const std::string& table, const std::string& begin) {
    std::istringstream lines(client_.value("SHOW CREATE TABLE " + table));
    const std::string database = backquoted(client_.value("SELECT DATABASE()")) + ".";
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind("  " + begin, 0) == 0) {
            // A default that draws from a sequence names its database.
            if (const std::size_t at = line.find(database); at != std::string::npos) {
                line.erase(at, database.size());
            }
            return line.substr(2, line.size() - 2 - (line.back() == ',' ? 1 : 0));
        }
    }
    throw NothingThere();
}

std::string SchemaDice::definition(const std::string& table, const std::string& column) {
    return line(table, column + " ").substr(column.size() + 1);
}

std::string SchemaDice::index_line(const std::string& table, const std::string& index) {
    for (std::string begin : {"KEY ", "UNIQUE KEY ", "FULLTEXT KEY ", "SPATIAL KEY "}) {
        try {
            return line(table, begin.append(index).append(" "));
        } catch (const NothingThere&) {
            continue;
        }
    }
    throw NothingThere();
}

std::string SchemaDice::random_type() {
    return one({"INT",
                "BIGINT UNSIGNED",
                "TINYINT(1)",
                "DECIMAL(8, 3)",
                "DOUBLE",
                "FLOAT",
                "VARCHAR(30)",
                "VARCHAR(31)",
                "VARCHAR(30) CHARACTER SET latin1",
                "VARCHAR(30) COLLATE utf8mb4_unicode_ci",
                "CHAR(4)",
                "BINARY(4)",
                "VARBINARY(9)",
                "TEXT",
                "LONGTEXT",
                "BLOB",
                "DATE",
                "TIME(2)",
                "DATETIME",
                "DATETIME(6)",
                "YEAR",
                "ENUM('a', 'b')",
                "ENUM('b', 'a')",
                "SET('a', 'b')",
                "BIT(3)",
                "JSON",
                "UUID",
                "INET6",
                "POINT",
                "TIMESTAMP NULL",
                "TIMESTAMP(3) NULL",
                "TEXT COMPRESSED"});
}

std::string SchemaDice::random_column() {
    if (chance(6)) {
        return "INT AS (" + number() + " + 1) " + one({"VIRTUAL", "STORED"}) +
               perhaps(" COMMENT 'c" + number() + "'");
    }
    const std::string type = one({"INT", "BIGINT", "VARCHAR(20)", "DOUBLE", random_type()});
    return type + perhaps(" NOT NULL") + (chance(3) ? " DEFAULT '" + number(9) + "'" : "") +
           (chance(4) ? " COMMENT 'c" + number() + "'" : "") + (chance(5) ? " INVISIBLE" : "");
}

}  // namespace retort_test
