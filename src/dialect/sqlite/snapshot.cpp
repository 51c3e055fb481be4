#include "dialect/sqlite/snapshot.hpp"

#include "dialect/sqlite/table_rows.hpp"
#include "script/character.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace retort::dialect::sqlite {
namespace {

using script::lower_case;
using Statements = std::vector<std::string>;

struct Definition {
    std::string type;
    std::string name;
    std::string table;
    std::string sql;
};

class SnapshotReader {
public:
    SnapshotReader(Database& database, const SchemaScope& scope) : database_(database) {
        for (const std::string& name : scope.own_tables) {
            own_.insert(lower_case(name));
        }
    }

    Snapshot read() {
        read_definitions();
        snapshot_.before_rows = {{"Tables", statements("table")}};
        for (const Definition& definition : definitions_) {
            if (definition.type == "table") {
                read_table(definition);
            }
        }
        snapshot_.behind_rows = {{"Where AUTOINCREMENT goes on", next_values()},
                                 {"Indexes", statements("index")},
                                 {"Views", statements("view")},
                                 {"Triggers", statements("trigger")},
                                 {"Numbers in the file's header", numbers()}};
        add_drops();
        return std::move(snapshot_);
    }

private:
    std::vector<Row> query(const std::string& sql) { return database_.query({sql, {}}); }
    std::string quoted(const std::string& name) { return database_.syntax().quoted(name); }

    void read_definitions() {
        std::set<std::string> shadows;
        for (const Row& row : query(
                 "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'")) {
            shadows.insert(text(row[0]));
        }
        for (const Row& row :
             query("SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE "
                   "sql IS NOT NULL AND substr(name, 1, 7) <> 'sqlite_' ORDER BY "
                   "rowid")) {
            Definition definition{text(row[0]), text(row[1]), text(row[2]), text(row[3])};
            if (own_.count(lower_case(definition.table)) == 0 &&
                shadows.count(definition.table) == 0) {
                snapshot_.witness.push_back(fmt::format("{} {} on {}: {}", definition.type,
                                                        definition.name, definition.table,
                                                        definition.sql));
                definitions_.push_back(std::move(definition));
            }
        }
        std::sort(snapshot_.witness.begin(), snapshot_.witness.end());
    }

    Statements statements(const char* type) const {
        Statements result;
        for (const Definition& definition : definitions_) {
            if (definition.type == type) {
                result.push_back(definition.sql);
            }
        }
        return result;
    }

    void read_table(const Definition& definition) {
        Snapshot::Table table;
        table.name = definition.name;
        table.quoted = database_.syntax().quoted(definition.name);
        RowReading reading = row_reading(database_, definition.name);
        table.columns = std::move(reading.columns);
        table.counts_rows = reading.counts_rows;
        read_moment(table);
        for (const Row& row : query(reading.select)) {
            auto& texts = table.rows.emplace_back();
            for (const Value& value : row) {
                texts.push_back(row_literal(text(value)));
            }
        }
        snapshot_.tables.push_back(std::move(table));
    }

    void read_moment(Snapshot::Table& table) {
        for (Snapshot::Column& column : table.columns) {
            if (!column.default_value.empty()) {
                column.at_the_moment =
                    text(query(fmt::format("SELECT quote(({}))", column.default_value)).front()[0]);
            }
        }
    }

    /// What the rows alone do not bring about.
    Statements next_values() {
        Statements result;
        if (query("SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_sequence'").empty()) {
            return result;
        }
        for (const Row& row : query("SELECT name, seq FROM main.sqlite_sequence ORDER BY name")) {
            const std::string name = text(row[0]);
            if (own_.count(lower_case(name)) > 0) {
                continue;
            }
            const auto table =
                std::find_if(snapshot_.tables.begin(), snapshot_.tables.end(),
                             [&](const Snapshot::Table& each) { return each.name == name; });
            const bool has_rows = table != snapshot_.tables.end() && !table->rows.empty();
            result.push_back(
                has_rows ? fmt::format("UPDATE sqlite_sequence SET seq = {} WHERE name = {}",
                                       text(row[1]), literal(name))
                         : fmt::format("INSERT INTO sqlite_sequence (name, seq) VALUES ({}, {})",
                                       literal(name), text(row[1])));
        }
        return result;
    }

    Statements numbers() {
        Statements result;
        for (const char* name : {"user_version", "application_id"}) {
            const std::string value =
                text(query(fmt::format("SELECT {0} FROM pragma_{0}", name)).front()[0]);
            if (value != "0") {
                result.push_back(fmt::format("PRAGMA {} = {}", name, value));
                snapshot_.witness.push_back(result.back());
            }
        }
        return result;
    }

    void add_drops() {
        for (const char* type : {"view", "table"}) {
            for (auto definition = definitions_.rbegin(); definition != definitions_.rend();
                 ++definition) {
                if (definition->type == type) {
                    snapshot_.drops.push_back(
                        fmt::format("DROP {} {}", std::string(type) == "view" ? "VIEW" : "TABLE",
                                    quoted(definition->name)));
                }
            }
        }
        for (const std::string& statement : snapshot_.behind_rows.back().statements) {
            snapshot_.drops.push_back(statement.substr(0, statement.rfind('=')) + "= 0");
        }
    }

    std::string literal(const std::string& name) { return database_.syntax().literal(name); }

    Database& database_;
    std::set<std::string> own_;
    std::vector<Definition> definitions_;
    Snapshot snapshot_;
};

}  // namespace

Snapshot read_snapshot(Database& database, const SchemaScope& scope) {
    return SnapshotReader(database, scope).read();
}

}  // namespace retort::dialect::sqlite
