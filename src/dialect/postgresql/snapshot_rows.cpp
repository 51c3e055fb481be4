#include "dialect/postgresql/snapshot_rows.hpp"

#include "dialect/postgresql/schema_reading.hpp"
#include "script/moment.hpp"
#include "script/word_pattern.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace retort::dialect::postgresql {
namespace {

using Strings = std::vector<std::string>;
using Answers = std::vector<std::vector<Row>>;

/// Every schema, because pg_dump reads them all.
constexpr const char* relations = R"(WITH own AS (
SELECT c.oid FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = current_setting('retort.own_schema')
    AND c.relname = ANY (current_setting('retort.own')::text[])),
relations AS (
SELECT c.*, n.nspname, format('%I.%I', n.nspname, c.relname) AS quoted
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.oid NOT IN (TABLE own)
    AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass
        AND d.objid = c.oid AND (d.deptype = 'e' OR c.relkind = 'S' AND d.deptype IN ('a', 'i')
        AND d.refobjid IN (TABLE own)))))";

/// Columns that can be given; a table without any is one row.
std::string columns_sql() {
    return fmt::format(R"({}
SELECT {}, r.quoted, (r.relkind = 'p')::int, a.attname::text, quote_ident(a.attname),
    pg_get_expr(d.adbin, d.adrelid), format_type(a.atttypid, a.atttypmod),
    (a.attidentity = 'a')::int, (a.attnum = ANY (k.indkey))::int
FROM relations AS r
LEFT JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attgenerated = ''
LEFT JOIN pg_attrdef AS d ON d.adrelid = r.oid AND d.adnum = a.attnum
LEFT JOIN pg_index AS k ON k.indrelid = r.oid AND k.indisprimary
WHERE r.relkind IN ('r', 'p') AND NOT r.relispartition
ORDER BY r.nspname COLLATE "C", r.relname COLLATE "C", a.attnum)",
                       relations, named("r.nspname::text", "r.relname::text"));
}

std::string sequences_sql() {
    return std::string(relations) +
           "\nSELECT r.quoted, s.seqstart FROM relations AS r JOIN pg_sequence AS s ON s.seqrelid "
           "= r.oid ORDER BY r.quoted COLLATE \"C\"";
}

/// pg_dump leaves out what belongs to an extension, whoever put it there, and what is said of the
/// database itself.
constexpr const char* beside_dump_sql = R"(SELECT 'large object ' || oid
FROM pg_largeobject_metadata
UNION ALL SELECT 'extension ' || quote_ident(e.extname) || ' has ' || i.type || ' ' || i.identity
FROM pg_depend AS d JOIN pg_extension AS e ON e.oid = d.refobjid
    CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) AS i
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
UNION ALL SELECT 'the database has ' || v.words
FROM pg_database AS b LEFT JOIN pg_db_role_setting AS o ON o.setdatabase = b.oid
    CROSS JOIN LATERAL (VALUES ('the setting ' || array_to_string(o.setconfig, ', ')),
        ('the privileges ' || b.datacl::text),
        ('the comment ' || shobj_description(b.oid, 'pg_database'))) AS v (words)
WHERE b.datname = current_database() AND v.words IS NOT NULL)";

/// Tables of extensions that hold rows of others, and which of them.
constexpr const char* extension_tables_sql =
    "SELECT format('%I.%I', n.nspname, c.relname), coalesce(t.condition, '') FROM pg_extension AS "
    "e CROSS JOIN LATERAL unnest(e.extconfig, e.extcondition) AS t (oid, condition) JOIN pg_class "
    "AS c ON c.oid = t.oid AND c.relkind IN ('r', 'p') JOIN pg_namespace AS n ON n.oid = "
    "c.relnamespace";

constexpr const char* schemas_sql =
    "SELECT nspname::text FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> "
    "'information_schema' ORDER BY nspname COLLATE \"C\"";

/// The output of its type, which a cast to text need not be.
std::string literal_of(const std::string& expression, const std::string& type) {
    return fmt::format(
        fmt::runtime(script::is_word(type, "smallint|integer|bigint") ? "coalesce({}::text, 'NULL')"
                                                                      : "format('%L', {})"),
        expression);
}

/// The same in one line: nothing in a script can take a part of it for its own.
std::string in_a_line(std::string literal) {
    if (literal.find_first_of("\r\n") == std::string::npos) {
        return literal;
    }
    std::string result = literal.front() == 'E' ? "" : "E";
    for (const char c : literal) {
        result += c == '\n' ? "\\n" : c == '\r' ? "\\r" : std::string(1, c);
    }
    return result;
}

/// A table while it is read.
struct TableReading {
    struct Column {
        std::string type;
        script::Moment kind = script::Moment::none;
        bool is_key = false;
    };
    Snapshot::Table table;
    bool is_root = false;  ///< of partitions
    std::vector<Column> columns;

    /// By the primary key, unless that is a value of the moment; those come last.
    Strings order() const {
        Strings key;
        Strings stable;
        Strings varying;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const bool varies = columns[i].kind != script::Moment::none;
            const std::string name = "t." + table.columns[i].quoted;
            if (columns[i].is_key && !varies) {
                key.push_back(name);
            } else {
                (varies ? varying : stable)
                    .push_back(literal_of(name, columns[i].type) + " COLLATE \"C\"");
            }
        }
        key.insert(key.end(), stable.begin(), stable.end());
        key.insert(key.end(), varying.begin(), varying.end());
        return key;
    }
    std::string rows_sql() const {
        Strings literals;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            literals.push_back(literal_of("t." + table.columns[i].quoted, columns[i].type));
        }
        const Strings by = order();
        return fmt::format("SELECT {} FROM {}{} AS t{}{}", fmt::join(literals, ", "),
                           is_root ? "" : "ONLY ", table.quoted, by.empty() ? "" : " ORDER BY ",
                           fmt::join(by, ", "));
    }
    /// Columns whose default is to be evaluated: what takes a sequence's next value changes it.
    std::vector<std::size_t> of_the_moment() const {
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i].kind == script::Moment::clock &&
                table.columns[i].default_value.find("nextval") == std::string::npos) {
                places.push_back(i);
            }
        }
        return places;
    }
    /// Evaluated as in a session that nothing was set in, and printed as rows are.
    std::string moment_sql() const {
        Strings values;
        Strings literals;
        for (const std::size_t place : of_the_moment()) {
            values.push_back(fmt::format("({})::{} AS v{}", table.columns[place].default_value,
                                         columns[place].type, place));
            literals.push_back(literal_of(fmt::format("v.v{}", place), columns[place].type));
        }
        return fmt::format(
            "WITH v AS (SELECT set_config('search_path', NULL, true), set_config('timezone', NULL, "
            "true), {}) SELECT set_config('search_path', 'pg_catalog, pg_temp', true), "
            "set_config('timezone', 'UTC', true), {} FROM v",
            fmt::join(values, ", "), fmt::join(literals, ", "));
    }
};

std::vector<TableReading> tables_of(const std::vector<Row>& rows) {
    std::vector<TableReading> readings;
    for (const Row& row : rows) {
        if (readings.empty() || readings.back().table.quoted != text(row[1])) {
            TableReading& reading = readings.emplace_back();
            reading.table.name = text(row[0]);
            reading.table.quoted = text(row[1]);
            reading.is_root = number(row[2]) == 1;
        }
        if (is_null(row[3])) {
            continue;
        }
        TableReading& reading = readings.back();
        reading.table.columns.push_back({text(row[3]), text(row[4]), text(row[5]), {}});
        reading.columns.push_back({text(row[6]),
                                   script::moment_function(text(row[5]), Dialect::postgresql).kind,
                                   number(row[8]) == 1});
        if (number(row[7]) == 1) {
            reading.table.overriding = "OVERRIDING SYSTEM VALUE";
        }
    }
    return readings;
}

void take_moment(TableReading& reading, const Row& row) {
    std::size_t answer = 2;
    for (const std::size_t place : reading.of_the_moment()) {
        reading.table.columns[place].at_the_moment = text(row[answer++]);
    }
}

void take_rows(TableReading& reading, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        auto& texts = reading.table.rows.emplace_back();
        for (const Value& value : row) {
            texts.push_back(in_a_line(text(value)));
        }
    }
}

Strings texts_of(const std::vector<Row>& rows) {
    Strings texts;
    for (const Row& row : rows) {
        texts.push_back(text(row[0]));
    }
    return texts;
}

/// Everything in one transaction and under the settings that texts are printed with.
Answers ask(Database& database, const SchemaScope& scope, const Strings& queries) {
    std::vector<Sql> all{scope_question(scope).sql, {"SET LOCAL row_security = off", {}}};
    for (const std::string& query : queries) {
        all.push_back({query, {}});
    }
    Answers answers = database.query_all(all);
    answers.erase(answers.begin(), answers.begin() + 2);
    return answers;
}

}  // namespace

SnapshotRows read_rows(Database& database, const SchemaScope& scope) {
    SnapshotRows result;
    const Answers catalog = ask(database, scope,
                                {columns_sql(), sequences_sql(), beside_dump_sql, schemas_sql,
                                 "SELECT quote_ident(current_user)", extension_tables_sql});
    std::vector<TableReading> readings = tables_of(catalog[0]);
    Strings queries;
    for (const TableReading& reading : readings) {
        queries.push_back(reading.rows_sql());
        if (!reading.of_the_moment().empty()) {
            queries.push_back(reading.moment_sql());
        }
    }
    for (const Row& row : catalog[1]) {
        queries.push_back(fmt::format("SELECT last_value, is_called::int FROM {}", text(row[0])));
    }
    for (const Row& row : catalog[5]) {
        queries.push_back(fmt::format("SELECT 'row of {0}: ' || t::text FROM {0} AS t {1}",
                                      text(row[0]), text(row[1])));
    }
    const Answers answers = ask(database, scope, queries);
    auto answer = answers.begin();
    for (TableReading& reading : readings) {
        take_rows(reading, *answer++);
        if (!reading.of_the_moment().empty()) {
            take_moment(reading, (*answer++).front());
        }
        result.tables.push_back(std::move(reading.table));
    }
    for (const Row& row : catalog[1]) {
        const Row& position = (*answer++).front();
        const bool is_called = number(position[1]) == 1;
        if (is_called || number(position[0]) != number(row[1])) {
            result.positions.push_back(fmt::format(
                "SELECT pg_catalog.setval({}, {}, {})", database.syntax().literal(text(row[0])),
                number(position[0]), is_called ? "true" : "false"));
        }
    }
    result.witness = texts_of(catalog[2]);
    for (; answer != answers.end(); ++answer) {
        const Strings rows = texts_of(*answer);
        result.witness.insert(result.witness.end(), rows.begin(), rows.end());
    }
    result.schemas = texts_of(catalog[3]);
    result.role = text(catalog[4].front()[0]);
    return result;
}

}  // namespace retort::dialect::postgresql
