#include "dialect/postgresql/syntax.hpp"

#include <fmt/format.h>

namespace retort::dialect::postgresql {
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

/// Means the same whatever standard_conforming_strings is.
std::string string_literal(std::string_view text) {
    if (text.find('\\') == std::string_view::npos) {
        return doubled(text, '\'');
    }
    std::string escaped;
    for (const char c : text) {
        escaped += c;
        if (c == '\\') {
            escaped += c;
        }
    }
    return " E" + doubled(escaped, '\'');
}

/// Whether the catalog has the object of a row `o`. Only the name of a routine with its arguments
/// ends in a bracket. Before version 16 to_regprocedure() fails where an argument's type is gone,
/// unlike to_regtype().
constexpr const char* exists =
    "CASE WHEN o.kind IN ('view', 'materialized_view') THEN EXISTS (SELECT 1 FROM "
    "pg_catalog.pg_class AS c WHERE c.oid = pg_catalog.to_regclass(o.catalog_name) AND c.relkind "
    "IN ('v', 'm')) WHEN o.kind = 'trigger' THEN EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t "
    "WHERE t.tgrelid = pg_catalog.to_regclass(o.catalog_table) AND t.tgname = o.catalog_name AND "
    "NOT t.tgisinternal) WHEN o.catalog_name NOT LIKE '%)' THEN "
    "pg_catalog.to_regproc(o.catalog_name) IS NOT NULL WHEN EXISTS (SELECT 1 FROM "
    R"(pg_catalog.regexp_matches((pg_catalog.regexp_match(o.catalog_name, '^("[^"]*"|[.])+[(](.*))"
    R"([)]$'))[2], '(([^,"]|"[^"]*")+)', 'g') AS argument (parts) WHERE )"
    "pg_catalog.to_regtype(parts[1]) IS NULL) THEN false ELSE "
    "pg_catalog.to_regprocedure(o.catalog_name) IS NOT NULL END";

}  // namespace

std::string quoted(const std::string& name) {
    return syntax(Dialect::postgresql).quoted(name);
}

std::string literal(const std::string& text) {
    return syntax(Dialect::postgresql).literal(text);
}

std::string with_commas(const std::vector<std::string>& items) {
    std::string result;
    for (const std::string& item : items) {
        result += (result.empty() ? "" : ",") + item;
    }
    return result;
}

std::string PostgresqlSyntax::quoted(std::string_view identifier) const {
    return doubled(identifier, '"');
}

std::string PostgresqlSyntax::literal(const Value& value) const {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*number);
    }
    const auto* string = std::get_if<std::string>(&value);
    return string == nullptr ? "NULL" : string_literal(*string);
}

std::vector<std::string> PostgresqlSyntax::create_tables(const TableNames& tables) const {
    const std::string create = "CREATE TABLE IF NOT EXISTS ";
    return {
        create + tables.version + " (version_num VARCHAR(255) NOT NULL, CONSTRAINT " +
            quoted(tables.version_table + "_pkc") + " PRIMARY KEY (version_num))",
        create + tables.applied +
            " (revision TEXT NOT NULL PRIMARY KEY, down_revisions TEXT NOT NULL,"
            " depends_on TEXT NOT NULL, branch_labels TEXT NOT NULL, message TEXT NOT NULL,"
            " upgrade_checksum TEXT NOT NULL, downgrade_checksum TEXT NOT NULL,"
            " downgrade_text TEXT, origin TEXT NOT NULL, applied_at TEXT NOT NULL,"
            " stands_for TEXT, replaces TEXT)",
        create + tables.history +
            " (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, revision TEXT,"
            " action TEXT NOT NULL, at TEXT NOT NULL, duration_ms BIGINT NOT NULL, checksum TEXT,"
            " outcome TEXT NOT NULL, heads_before TEXT NOT NULL, heads_after TEXT NOT NULL,"
            " retort TEXT NOT NULL, detail TEXT)",
        create + tables.journal +
            " (revision TEXT NOT NULL PRIMARY KEY, direction TEXT NOT NULL, part BIGINT NOT NULL,"
            " done BIGINT NOT NULL, done_checksum TEXT NOT NULL, started BIGINT, fingerprint TEXT,"
            " context TEXT, dirty TEXT, at TEXT NOT NULL)",
        create + tables.object +
            " (kind TEXT NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, text TEXT NOT NULL,"
            " catalog_text TEXT, depends_on TEXT NOT NULL, state TEXT NOT NULL,"
            " earlier_checksums TEXT, catalog_name TEXT, catalog_table TEXT,"
            " PRIMARY KEY (kind, name))",
        create + tables.state +
            " (id BIGINT PRIMARY KEY CHECK (id = 1), format TEXT NOT NULL,"
            " applied_digest TEXT NOT NULL, object_digest TEXT NOT NULL, open_step TEXT)",
    };
}

std::string PostgresqlSyntax::state_query(const TableNames& tables) const {
    std::string query = fmt::format(
        "SELECT 'head', version_num::text, NULL, NULL, NULL FROM {0} UNION ALL "
        "SELECT 'state', format, applied_digest, object_digest, open_step FROM {1} UNION ALL "
        "SELECT 'missing', kind, name, NULL, NULL FROM {2} AS o WHERE o.state = 'made' AND "
        "({3}) IS NOT TRUE",
        tables.version, tables.state, tables.object, exists);
    if (tables.schema.empty()) {
        query +=
            " UNION ALL SELECT 'schema', pg_catalog.current_schema()::text, n.nspname::text, "
            "NULL, NULL FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON "
            "n.oid = c.relnamespace WHERE c.oid = pg_catalog.to_regclass(" +
            literal(tables.version) + ")";
    }
    return query;
}

std::string PostgresqlSyntax::qualified(const std::string& schema, const std::string& name) const {
    return schema.empty() ? quoted(name) : quoted(schema) + "." + quoted(name);
}

std::string PostgresqlSyntax::catalog_name(const script::ObjectId& id) const {
    if (id.kind == ObjectKind::trigger) {
        return id.name;
    }
    return qualified(id.schema, id.name) + (id.has_arguments ? "(" + id.arguments + ")" : "");
}

std::string PostgresqlSyntax::catalog_table(const script::ObjectId& id) const {
    return id.kind == ObjectKind::trigger ? qualified(id.schema, id.table) : std::string();
}

std::string PostgresqlSyntax::widen_version(const TableNames& tables) const {
    return fmt::format("ALTER TABLE {} ALTER COLUMN version_num TYPE VARCHAR(255);",
                       tables.version);
}

std::string PostgresqlSyntax::now() const {
    return "pg_catalog.to_char(pg_catalog.clock_timestamp() AT TIME ZONE 'UTC', "
           "'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
}

std::string PostgresqlSyntax::offline_preamble() const {
    return "\\set ON_ERROR_STOP on\n";
}

std::string PostgresqlSyntax::offline_foreign_keys(bool) const {
    return {};
}

std::string PostgresqlSyntax::offline_begin(bool) const {
    return "BEGIN;\n";
}

std::string PostgresqlSyntax::offline_commit(bool) const {
    return "COMMIT;\n";
}

std::string PostgresqlSyntax::offline_guard(const TableNames& tables,
                                            const std::vector<std::string>& heads) const {
    std::string values = "NULL";
    for (const std::string& head : heads) {
        values += ", " + literal(head);
    }
    return fmt::format(
        "LOCK TABLE {0} IN SHARE ROW EXCLUSIVE MODE;\n"
        "SELECT 1 / (count(*) = {1} AND count(*) FILTER (WHERE version_num IN ({2})) = {1})::int "
        "AS the_recorded_heads_fit FROM {0};\n",
        tables.version, heads.size(), values);
}

}  // namespace retort::dialect::postgresql
