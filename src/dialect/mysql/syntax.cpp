#include "dialect/mysql/syntax.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::dialect::mysql {
namespace {

// Ids that differ in case alone are different, and long ones fit into an index.
constexpr const char* table_options =
    " ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

std::string doubled(std::string_view text, char quote) {
    std::string result(1, quote);
    for (const char c : text) {
        result += c;
        if (c == quote) {
            result += c;
        }
    }
    return result + quote;
}

/// What a backslash means depends on sql_mode, and other bytes on the character set.
bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return c != '\\' && c != '\0' && static_cast<unsigned char>(c) < 0x80U;
    });
}

std::string hexadecimal(std::string_view text) {
    std::string result = "X'";
    for (const char c : text) {
        fmt::format_to(std::back_inserter(result), "{:02X}", static_cast<unsigned char>(c));
    }
    return result + "'";
}

/// Other tools' tables have other collations, which a UNION would not mix.
std::string in_one_collation(const std::string& expression) {
    return "CONVERT(" + expression + " USING utf8mb4) COLLATE utf8mb4_bin";
}

/// As UTF-8, whatever character set the session reads in.
std::string bytes(const char* expression) {
    return fmt::format("CAST(CONVERT({} USING utf8mb4) AS BINARY)", expression);
}

/// As the server compares the names of tables and triggers.
std::string table_name(const std::string& expression) {
    return fmt::format("IF(@@lower_case_table_names = 0, {0}, LOWER({0}))", expression);
}

/// Whether the catalog lacks the object of a row `o`. Each catalog is read once, and only when
/// there are objects of its kind: a schema that is given as a constant, and of TRIGGERS that of the
/// table, keeps the server from opening the tables of all.
std::string is_missing(const std::string& schema) {
    const std::string name = "coalesce(o.catalog_name, '')";
    const auto routine = [&](const char* kind, const char* type) {
        return fmt::format(
            " OR o.kind = '{}' AND LOWER({}) NOT IN (SELECT LOWER({}) FROM "
            "information_schema.ROUTINES AS c WHERE c.routine_schema = {} AND c.routine_type = "
            "'{}')",
            kind, name, in_one_collation("c.routine_name"), schema, type);
    };
    return fmt::format(
               "(o.kind IN ('view', 'materialized_view') AND {} NOT IN (SELECT {} FROM "
               "information_schema.TABLES AS c WHERE c.table_schema = {} AND c.table_type = "
               "'VIEW')",
               table_name(name), table_name(in_one_collation("c.table_name")), schema) +
           routine("function", "FUNCTION") + routine("procedure", "PROCEDURE") +
           fmt::format(
               " OR o.kind = 'trigger' AND ({}, {}) NOT IN (SELECT {}, {} FROM "
               "information_schema.TRIGGERS AS c WHERE c.event_object_schema = {}))",
               table_name(name), table_name("coalesce(o.catalog_table, '')"),
               table_name(in_one_collation("c.trigger_name")),
               table_name(in_one_collation("c.event_object_table")), schema);
}

}  // namespace

std::string MysqlSyntax::quoted(std::string_view identifier) const {
    return doubled(identifier, '`');
}

std::string MysqlSyntax::literal(const Value& value) const {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*number);
    }
    const auto* string = std::get_if<std::string>(&value);
    if (string == nullptr) {
        return "NULL";
    }
    return is_plain(*string) ? "_utf8mb4" + doubled(*string, '\'')
                             : "_utf8mb4 " + hexadecimal(*string);
}

/// The state table comes last: without it the others are not complete yet.
std::vector<std::string> MysqlSyntax::create_tables(const TableNames& tables) const {
    const std::string create = "CREATE TABLE IF NOT EXISTS ";
    std::vector<std::string> statements = {
        create + tables.version + " (version_num VARCHAR(255) NOT NULL, CONSTRAINT " +
            quoted(tables.version_table + "_pkc") + " PRIMARY KEY (version_num))",
        create + tables.applied +
            " (revision VARCHAR(255) NOT NULL PRIMARY KEY, down_revisions LONGTEXT NOT NULL,"
            " depends_on LONGTEXT NOT NULL, branch_labels LONGTEXT NOT NULL,"
            " message LONGTEXT NOT NULL, upgrade_checksum LONGTEXT NOT NULL,"
            " downgrade_checksum LONGTEXT NOT NULL, downgrade_text LONGTEXT,"
            " origin LONGTEXT NOT NULL, applied_at LONGTEXT NOT NULL, stands_for LONGTEXT,"
            " replaces LONGTEXT)",
        create + tables.history +
            " (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, revision VARCHAR(255),"
            " action LONGTEXT NOT NULL, at LONGTEXT NOT NULL, duration_ms BIGINT NOT NULL,"
            " checksum LONGTEXT, outcome LONGTEXT NOT NULL, heads_before LONGTEXT NOT NULL,"
            " heads_after LONGTEXT NOT NULL, retort LONGTEXT NOT NULL, detail LONGTEXT)",
        create + tables.journal +
            " (revision VARCHAR(255) NOT NULL PRIMARY KEY, direction LONGTEXT NOT NULL,"
            " part BIGINT NOT NULL, done BIGINT NOT NULL, done_checksum LONGTEXT NOT NULL,"
            " started BIGINT, fingerprint LONGTEXT, context LONGTEXT, dirty LONGTEXT,"
            " at LONGTEXT NOT NULL)",
        create + tables.object +
            " (kind VARCHAR(64) NOT NULL, name VARCHAR(255) NOT NULL, checksum LONGTEXT NOT NULL,"
            " text LONGTEXT NOT NULL, catalog_text LONGTEXT, depends_on LONGTEXT NOT NULL,"
            " state VARCHAR(64) NOT NULL, earlier_checksums LONGTEXT, catalog_name LONGTEXT,"
            " catalog_table LONGTEXT, PRIMARY KEY (kind, name))",
        create + tables.state +
            " (id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1), format LONGTEXT NOT NULL,"
            " applied_digest LONGTEXT NOT NULL, object_digest LONGTEXT NOT NULL,"
            " open_step LONGTEXT)",
    };
    for (std::string& statement : statements) {
        statement += table_options;
    }
    return statements;
}

std::string MysqlSyntax::state_query(const TableNames& tables) const {
    const std::string schema = tables.schema.empty() ? "DATABASE()" : literal(tables.schema);
    return fmt::format(
               "SELECT 'head', {}, NULL, NULL, NULL FROM {} UNION ALL "
               "SELECT 'state', {}, {}, {}, {} FROM {} UNION ALL "
               "SELECT 'missing', {}, {}, NULL, NULL FROM {} AS o WHERE o.state = 'made' AND {}",
               bytes("version_num"), tables.version, bytes("format"), bytes("applied_digest"),
               bytes("object_digest"), bytes("open_step"), tables.state, bytes("o.kind"),
               bytes("o.name"), tables.object, is_missing(schema)) +
           (tables.schema.empty() ? " UNION ALL SELECT 'schema', " + bytes("DATABASE()") + ", " +
                                        bytes("DATABASE()") + ", NULL, NULL"
                                  : "");
}

std::string MysqlSyntax::widen_version(const TableNames& tables) const {
    return fmt::format(
        "ALTER TABLE {} MODIFY version_num VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin "
        "NOT NULL, ROW_FORMAT=DYNAMIC;",
        tables.version);
}

std::string MysqlSyntax::now() const {
    return "DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%dT%H:%i:%s.%fZ')";
}

std::string MysqlSyntax::offline_preamble() const {
    return "SET NAMES utf8mb4;\n";
}

std::string MysqlSyntax::offline_begin(bool) const {
    return "START TRANSACTION;\n";
}

std::string MysqlSyntax::offline_commit(bool) const {
    return "COMMIT;\n";
}

std::string MysqlSyntax::heads_are(const TableNames& tables,
                                   const std::vector<std::string>& heads) const {
    std::string values;
    for (const std::string& head : heads) {
        values += (values.empty() ? "" : ", ") + literal(head);
    }
    return fmt::format("(SELECT count(*) = {1} AND coalesce(sum({3} IN ({2})), 0) = {1} FROM {0})",
                       tables.version, heads.size(), values.empty() ? "NULL" : values,
                       in_one_collation("version_num"));
}

/// A subquery of two rows fails where it is evaluated, and the client stops there. DO would not
/// fail.
std::string MysqlSyntax::offline_guard(const TableNames& tables,
                                       const std::vector<std::string>& heads) const {
    return "SET @retort_heads = IF(" + heads_are(tables, heads) +
           ", 0, (SELECT 'the recorded heads are not those' UNION SELECT 'that this script starts "
           "from'));\n";
}

}  // namespace retort::dialect::mysql
