#include "dialect/mysql/snapshot.hpp"

#include "dialect/mysql/row_literal.hpp"
#include "dialect/mysql/snapshot_keys.hpp"
#include "dialect/mysql/snapshot_programs.hpp"
#include "dialect/mysql/snapshot_reading.hpp"
#include "dialect/mysql/snapshot_rows.hpp"
#include "dialect/mysql/table_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::dialect::mysql {
namespace {

class SnapshotReader {
public:
    SnapshotReader(Database& database, const SchemaScope& scope) : reading_(database, scope) {}

    Snapshot read() {
        snapshot_.row_of_defaults = "() VALUES ()";
        read_relations();
        arrange_foreign_keys(reading_, tables_);
        for (ReadTable& table : tables_) {
            snapshot_.tables.push_back(read_rows(reading_, table.name));
            take_next_value(table);
        }
        if (!tables_.empty()) {
            snapshot_.before_rows.push_back(
                {"How the texts below are read", {"SET sql_mode = " + setting(snapshot_mode)}});
        }
        snapshot_.before_rows.push_back({"Sequences", sequences_});
        snapshot_.before_rows.push_back({"Tables", table_statements()});
        snapshot_.behind_rows = {{"Where sequences go on", positions_},
                                 {"Foreign keys", foreign_key_additions(tables_)}};
        add_programs(reading_, tables_.empty() ? reading_.sql_mode() : snapshot_mode, snapshot_);
        add_drops();
        std::sort(snapshot_.witness.begin(), snapshot_.witness.end());
        return std::move(snapshot_);
    }

private:
    void read_relations() {
        for (const Row& row : reading_.query(
                 "SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA "
                 "= DATABASE() AND TABLE_TYPE <> 'VIEW' ORDER BY CAST(TABLE_NAME AS BINARY)")) {
            const std::string name = text(row[0]);
            if (text(row[1]) == "SEQUENCE") {
                read_sequence(reading_.quoted(name));
            } else if (!reading_.is_own(name)) {
                read_table(name);
                note_history(name, text(row[1]) == "SYSTEM VERSIONED");
            }
        }
    }

    void read_sequence(const std::string& quoted) {
        const std::string definition = text(reading_.definition("SEQUENCE", quoted)[0]);
        const Row row = reading_.query(
            "SELECT next_not_cached_value, start_value, cycle_count FROM " + quoted)[0];
        const std::string next = text(row[0]);
        const std::string round = text(row[2]);
        if (next != text(row[1]) || round != "0") {
            positions_.push_back(fmt::format("DO SETVAL({}, {}, 0, {})", quoted, next, round));
        }
        sequences_.push_back(definition);
        sequence_names_.push_back(quoted);
        snapshot_.witness.push_back(
            fmt::format("{}, next {} in round {}", definition, next, round));
    }

    void read_table(const std::string& name) {
        const std::string quoted = reading_.quoted(name);
        ReadTable table{
            name,
            quoted,
            TableText(reading_.unqualified(text(reading_.definition("TABLE", quoted)[0]))),
            {}};
        take_what_is_not_told(name, table.text);
        for (const std::string& element : table.text.elements) {
            snapshot_.witness.push_back(fmt::format("table {}: {}", quoted, element));
        }
        snapshot_.witness.push_back(fmt::format("table {}: {}", quoted, table.text.tail));
        table.foreign_keys = table.text.take_foreign_keys();
        if (has_moment_for_default(name)) {
            table.text.head.insert(0, in_utc);
        }
        tables_.push_back(std::move(table));
    }

    /// What SHOW CREATE tells of a table that was not told so: of Aria's an option, and of
    /// partitions by time the day or hour when they were made.
    void take_what_is_not_told(const std::string& name, TableText& text) {
        if (!reading_
                 .query("SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() "
                        "AND CREATE_OPTIONS NOT LIKE '%page_checksum=%' AND " +
                        reading_.of_table(name))
                 .empty()) {
            text.take_option("page_checksum");
        }
        const std::string start = text.start();
        if (!start.empty() &&
            number(reading_.query(fmt::format("SELECT TIMESTAMP{} BETWEEN UTC_TIMESTAMP() - "
                                              "INTERVAL 25 HOUR AND UTC_TIMESTAMP()",
                                              start))[0][0]) == 1) {
            text.take_start();
        }
    }

    /// Which is another text in another time zone.
    bool has_moment_for_default(const std::string& name) {
        return !reading_
                    .query(
                        "SELECT 1 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = "
                        "DATABASE() AND DATA_TYPE = 'timestamp' AND COLUMN_DEFAULT LIKE '''%' "
                        "AND " +
                        reading_.of_table(name))
                    .empty();
    }

    /// Nothing can write it: a baseline without it is another schema.
    void note_history(const std::string& name, bool is_versioned) {
        if (!is_versioned) {
            return;
        }
        const std::string table = reading_.quoted(name);
        const Value rows = reading_.query(
            fmt::format("SELECT (SELECT COUNT(*) FROM {0} FOR SYSTEM_TIME ALL) - (SELECT COUNT(*) "
                        "FROM {0})",
                        table))[0][0];
        if (number(rows) != 0) {
            snapshot_.witness.push_back(fmt::format(
                "table {}: {} rows of the past, which no statement can write", table, text(rows)));
        }
    }

    /// Where rows alone bring about the next value of an AUTO_INCREMENT column, nothing is said.
    void take_next_value(ReadTable& table) {
        const std::string next = table.text.option("auto_increment");
        if (next.empty()) {
            return;
        }
        const auto columns = reading_.query(
            "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() "
            "AND EXTRA LIKE '%auto_increment%' AND " +
            reading_.of_table(table.name));
        const Value follows = reading_.query(fmt::format("SELECT MAX({}) = {} - 1 FROM {}",
                                                         reading_.quoted(text(columns[0][0])), next,
                                                         table.quoted))[0][0];
        if (number(follows) == 1) {
            table.text.take_option("auto_increment");
        }
    }

    Statements table_statements() const {
        Statements statements;
        for (const ReadTable& table : tables_) {
            statements.push_back(table.text.joined());
        }
        return statements;
    }

    /// Behind those of the programs.
    void add_drops() {
        const Statements keys = foreign_key_drops(tables_);
        snapshot_.drops.insert(snapshot_.drops.end(), keys.begin(), keys.end());
        for (auto table = tables_.rbegin(); table != tables_.rend(); ++table) {
            snapshot_.drops.push_back("DROP TABLE " + table->quoted);
        }
        for (const std::string& sequence : sequence_names_) {
            snapshot_.drops.push_back("DROP SEQUENCE " + sequence);
        }
    }

    SnapshotReading reading_;
    Snapshot snapshot_;
    std::vector<ReadTable> tables_;
    Statements sequences_;
    Statements sequence_names_;
    Statements positions_;
};

}  // namespace

Snapshot read_snapshot(Database& database, const SchemaScope& scope) {
    return SnapshotReader(database, scope).read();
}

}  // namespace retort::dialect::mysql
