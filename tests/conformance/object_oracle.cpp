#include "conformance/object_oracle.hpp"

namespace retort_test {
namespace {

/// Of what mark_identities() itself makes on SQLite.
constexpr const char* mark = "marked";

/// @param query rows of a name and a text
ByName by_name(Fixture& fixture, const std::string& query) {
    ByName texts;
    for (const std::string& row : fixture.rows(query)) {
        const std::size_t bar = row.find('|');
        if (row.rfind(mark, 0) != 0) {
            texts[row.substr(0, bar)] = row.substr(bar + 1);
        }
    }
    return texts;
}

constexpr const char* mysql_definitions =
    "SELECT table_name, CONCAT(security_type, ' ', view_definition) FROM "
    "information_schema.views WHERE table_schema = DATABASE() UNION ALL SELECT trigger_name, "
    "CONCAT(action_timing, ' ', event_manipulation, ' ', event_object_table, ' ', "
    "action_statement) FROM information_schema.triggers WHERE trigger_schema = DATABASE()";

constexpr const char* postgresql_definitions =
    "SELECT c.relname, c.relkind::text || pg_get_viewdef(c.oid) || coalesce((SELECT "
    "string_agg(pg_get_indexdef(indexrelid), ' ' ORDER BY indexrelid::regclass::text) FROM "
    "pg_index WHERE "
    "indrelid = c.oid), '') FROM pg_class c WHERE relkind IN ('v', 'm') AND relnamespace = "
    "'public'::regnamespace UNION ALL SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE "
    "pronamespace = 'public'::regnamespace UNION ALL SELECT tgname, pg_get_triggerdef(oid) FROM "
    "pg_trigger WHERE NOT tgisinternal";

constexpr const char* mysql_identities =
    "SELECT table_name, collation_connection FROM information_schema.views WHERE table_schema = "
    "DATABASE() UNION ALL SELECT trigger_name, created FROM information_schema.triggers WHERE "
    "trigger_schema = DATABASE()";

constexpr const char* postgresql_identities =
    "SELECT relname, oid || ' ' || relfilenode FROM pg_class WHERE relkind IN ('v', 'm') AND "
    "relnamespace = 'public'::regnamespace UNION ALL SELECT proname, oid::text FROM pg_proc WHERE "
    "pronamespace = 'public'::regnamespace UNION ALL SELECT tgname, oid::text FROM pg_trigger "
    "WHERE NOT tgisinternal";

Strings fired(Fixture& fixture, const ObjectModel& model) {
    if (fixture.dialect() == Dialect::mysql) {
        // MariaDB 10.11 runs a trigger that it has open by what its views were before.
        fixture.run({"FLUSH TABLES"});
    }
    fixture.run({"BEGIN"});
    for (const auto& table : model.tables) {
        std::string columns = "id";
        std::string values = "99";
        for (const ModelColumn& column : table.second.columns) {
            columns += ", " + column.name;
            values += column.is_text ? ", 'z'" : ", 7";
        }
        fixture.run({"INSERT INTO " + table.first + " (" + columns + ") VALUES (" + values + ")"});
    }
    Strings rows = fixture.rows("SELECT * FROM noted ORDER BY origin");
    fixture.run({"ROLLBACK"});
    return rows;
}

}  // namespace

ByName definitions(Fixture& fixture) {
    switch (fixture.dialect()) {
        case Dialect::sqlite:
            return by_name(fixture,
                           "SELECT name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger')");
        case Dialect::postgresql:
            return by_name(fixture, postgresql_definitions);
        case Dialect::mysql:
            break;
    }
    ByName texts = by_name(fixture, mysql_definitions);
    const std::string database = "`" + fixture.value("SELECT DATABASE()") + "`.";
    for (auto& text : texts) {
        text.second = replaced(text.second, database, "");
    }
    return texts;
}

ByName identities(Fixture& fixture) {
    switch (fixture.dialect()) {
        case Dialect::sqlite:
            return by_name(
                fixture, "SELECT name, rowid FROM sqlite_schema WHERE type IN ('view', 'trigger')");
        case Dialect::postgresql:
            return by_name(fixture, postgresql_identities);
        case Dialect::mysql:
            break;
    }
    return by_name(fixture, mysql_identities);
}

void mark_identities(Fixture& fixture) {
    if (fixture.dialect() == Dialect::sqlite) {
        const std::string number = fixture.value("SELECT max(rowid) FROM sqlite_schema");
        fixture.run({std::string("CREATE VIEW ") + mark + number + " AS SELECT 1"});
    }
    if (fixture.dialect() != Dialect::mysql) {
        return;
    }
    fixture.run({"SET collation_connection = utf8mb4_bin"});
    for (const std::string& row :
         fixture.rows("SELECT table_name, view_definition FROM information_schema.views WHERE "
                      "table_schema = DATABASE() AND collation_connection <> 'utf8mb4_bin'")) {
        const std::size_t bar = row.find('|');
        fixture.run(
            {"CREATE OR REPLACE VIEW " + row.substr(0, bar) + " AS " + row.substr(bar + 1)});
    }
}

Strings answers(Fixture& fixture, const ObjectModel& model, bool fires) {
    Strings lines;
    for (const auto& object : model.objects) {
        if (object.second.is_view()) {
            for (const std::string& row :
                 fixture.rows("SELECT * FROM " + object.first + " ORDER BY id")) {
                lines.push_back(object.first + ": " + row);
            }
        }
    }
    if (fires) {
        const Strings notes = fired(fixture, model);
        lines.insert(lines.end(), notes.begin(), notes.end());
    }
    return lines;
}

}  // namespace retort_test
