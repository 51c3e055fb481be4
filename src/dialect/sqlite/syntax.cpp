#include "dialect/sqlite/syntax.hpp"

#include <fmt/format.h>

namespace retort::dialect::sqlite {
namespace {

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

constexpr const char* broken_foreign_keys =
    "SELECT \"table\" AS child, parent, count(*) AS count FROM pragma_foreign_key_check GROUP BY "
    "1, "
    "2";

std::string schema_of(const TableNames& tables) {
    return doubled(tables.schema.empty() ? "main" : tables.schema, '"');
}

}  // namespace

std::string quoted(const std::string& name) {
    return syntax(Dialect::sqlite).quoted(name);
}

std::string SqliteSyntax::quoted(std::string_view identifier) const {
    return doubled(identifier, '"');
}

std::string SqliteSyntax::literal(const Value& value) const {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*number);
    }
    const auto* string = std::get_if<std::string>(&value);
    return string == nullptr ? "NULL" : doubled(*string, '\'');
}

std::vector<std::string> SqliteSyntax::create_tables(const TableNames& tables) const {
    const std::string create = "CREATE TABLE IF NOT EXISTS ";
    return {
        create + tables.version + " (version_num VARCHAR(255) NOT NULL, CONSTRAINT " +
            quoted(tables.version_table + "_pkc") + " PRIMARY KEY (version_num)) WITHOUT ROWID",
        create + tables.applied +
            " (revision TEXT NOT NULL PRIMARY KEY, down_revisions TEXT NOT NULL,"
            " depends_on TEXT NOT NULL, branch_labels TEXT NOT NULL, message TEXT NOT NULL,"
            " upgrade_checksum TEXT NOT NULL, downgrade_checksum TEXT NOT NULL,"
            " downgrade_text TEXT, origin TEXT NOT NULL, applied_at TEXT NOT NULL,"
            " stands_for TEXT, replaces TEXT) WITHOUT ROWID",
        create + tables.history +
            " (id INTEGER PRIMARY KEY, revision TEXT, action TEXT NOT NULL, at TEXT NOT NULL,"
            " duration_ms INTEGER NOT NULL, checksum TEXT, outcome TEXT NOT NULL,"
            " heads_before TEXT NOT NULL, heads_after TEXT NOT NULL, retort TEXT NOT NULL,"
            " detail TEXT)",
        create + tables.journal +
            " (revision TEXT NOT NULL PRIMARY KEY, direction TEXT NOT NULL, part INTEGER NOT NULL,"
            " done INTEGER NOT NULL, done_checksum TEXT NOT NULL, started INTEGER,"
            " fingerprint TEXT, context TEXT, dirty TEXT, at TEXT NOT NULL)",
        create + tables.object +
            " (kind TEXT NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, text TEXT NOT NULL,"
            " catalog_text TEXT, depends_on TEXT NOT NULL, state TEXT NOT NULL,"
            " earlier_checksums TEXT, catalog_name TEXT, catalog_table TEXT,"
            " PRIMARY KEY (kind, name)) WITHOUT ROWID",
        create + tables.state +
            " (id INTEGER PRIMARY KEY CHECK (id = 1), format TEXT NOT NULL,"
            " applied_digest TEXT NOT NULL, object_digest TEXT NOT NULL, open_step TEXT)",
    };
}

std::string SqliteSyntax::state_query(const TableNames& tables) const {
    return fmt::format(
        "SELECT 'head', version_num, NULL, NULL, NULL FROM {0} UNION ALL "
        "SELECT 'state', format, applied_digest, object_digest, open_step FROM {1} UNION ALL "
        "SELECT 'missing', kind, name, NULL, NULL FROM {2} AS o WHERE o.state = 'made' AND "
        "(replace(o.kind, 'materialized_', ''), lower(coalesce(o.catalog_name, '')), "
        "lower(coalesce(o.catalog_table, ''))) NOT IN (SELECT s.type, lower(s.name), CASE s.type "
        "WHEN 'trigger' THEN lower(s.tbl_name) ELSE '' END FROM {3}.sqlite_schema AS s WHERE "
        "s.type IN ('view', 'trigger'))",
        tables.version, tables.state, tables.object, schema_of(tables));
}

std::string SqliteSyntax::widen_version(const TableNames& tables) const {
    const std::string narrow = quoted(tables.version_table + "_narrow");
    return fmt::format(
        "BEGIN; ALTER TABLE {0} RENAME TO {1}; {2}; INSERT INTO {0} SELECT version_num FROM "
        "{3}.{1}; "
        "DROP TABLE {3}.{1}; COMMIT;",
        tables.version, narrow, create_tables(tables).front(), schema_of(tables));
}

std::string SqliteSyntax::now() const {
    return "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')";
}

std::string SqliteSyntax::offline_preamble() const {
    return ".bail on\n"
           "CREATE TEMP TABLE retort_guard (ok INTEGER CHECK (ok));\n"
           "CREATE TEMP TABLE retort_broken (child TEXT, parent TEXT, count INTEGER);\n";
}

std::string SqliteSyntax::offline_foreign_keys(bool enforced) const {
    return fmt::format("PRAGMA foreign_keys = {};\n", enforced ? "ON" : "OFF");
}

std::string SqliteSyntax::offline_begin(bool enforced) const {
    const std::string begin = offline_foreign_keys(enforced) + "BEGIN IMMEDIATE;\n";
    return enforced ? begin
                    : begin + "DELETE FROM temp.retort_broken;\nINSERT INTO temp.retort_broken " +
                          broken_foreign_keys + ";\n";
}

std::string SqliteSyntax::offline_commit(bool enforced) const {
    const std::string check = fmt::format(
        "INSERT INTO temp.retort_guard SELECT NOT EXISTS (SELECT 1 FROM ({}) AS now LEFT "
        "JOIN temp.retort_broken AS old ON old.child = now.child AND old.parent = "
        "now.parent WHERE now.count > coalesce(old.count, 0));\n",
        broken_foreign_keys);
    return (enforced ? std::string() : check) + "COMMIT;\n";
}

std::string SqliteSyntax::offline_guard(const TableNames& tables,
                                        const std::vector<std::string>& heads) const {
    std::string values;
    for (const std::string& head : heads) {
        values += (values.empty() ? "" : ", ") + literal(head);
    }
    return fmt::format(
        "INSERT INTO temp.retort_guard SELECT count(*) = {1} AND count(*) FILTER (WHERE "
        "version_num "
        "IN ({2})) = {1} FROM {0};\n",
        tables.version, heads.size(), values);
}

}  // namespace retort::dialect::sqlite
