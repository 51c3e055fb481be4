#include "dialect/mysql/snapshot.hpp"

#include "dialect/mysql/row_literal.hpp"
#include "dialect/mysql/snapshot_programs.hpp"
#include "dialect/mysql/snapshot_reading.hpp"
#include "dialect/mysql/snapshot_rows.hpp"
#include "dialect/mysql/table_text.hpp"
#include "objects/order.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace retort::dialect::mysql {
namespace {

struct ReadTable {
    std::string name;
    std::string quoted;
    TableText text;
    std::vector<ForeignKeyText> foreign_keys;
};

/// What the server calls a foreign key that is given no name.
std::string automatic_name(const std::string& table, std::size_t number) {
    return fmt::format("{}_ibfk_{}`", table.substr(0, table.size() - 1), number);
}

class SnapshotReader {
public:
    SnapshotReader(Database& database, const SchemaScope& scope) : reading_(database, scope) {}

    Snapshot read() {
        snapshot_.row_of_defaults = "() VALUES ()";
        read_relations();
        order_tables();
        for (ReadTable& table : tables_) {
            take_made_indexes(table);
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
                                 {"Foreign keys", foreign_key_statements()}};
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

    /// Each behind those that its foreign keys reference, as far as that is possible.
    void order_tables() {
        std::vector<objects::Node> nodes;
        for (const ReadTable& table : tables_) {
            nodes.push_back({table.name, {}, {}});
            for (const ForeignKeyText& key : table.foreign_keys) {
                const std::size_t referenced = place_of(key.table);
                if (referenced < tables_.size()) {
                    nodes.back().may_use.push_back(referenced);
                }
            }
        }
        std::vector<ReadTable> tables;
        for (const std::size_t place : objects::ordered(nodes)) {
            tables.push_back(std::move(tables_[place]));
        }
        tables_ = std::move(tables);
    }

    std::size_t place_of(const std::string& quoted) const {
        return static_cast<std::size_t>(
            std::find_if(tables_.begin(), tables_.end(),
                         [&](const ReadTable& table) { return table.quoted == quoted; }) -
            tables_.begin());
    }

    /// An index that the server made for a foreign key goes when another one can serve it, and no
    /// text tells it from one that was asked for: a copy of the table does. The server makes it
    /// again.
    void take_made_indexes(ReadTable& table) {
        std::vector<ForeignKeyText*> keys;
        std::vector<PlainIndexText> indexes;
        for (const PlainIndexText& index : table.text.plain_indexes()) {
            const auto uses = [&](const ForeignKeyText& key) {
                return key.columns == index.columns;
            };
            auto& all = table.foreign_keys;
            // Of several, which one made it is not known.
            if (std::count_if(all.begin(), all.end(), uses) == 1 &&
                !is_referenced(table.quoted, index)) {
                keys.push_back(&*std::find_if(all.begin(), all.end(), uses));
                indexes.push_back(index);
            }
        }
        if (indexes.empty()) {
            return;
        }
        const std::string copy = "`retort_probe`";
        Statements additions;
        for (const PlainIndexText& index : indexes) {
            additions.push_back(fmt::format("ADD INDEX `retort_probe_{}` ({})", additions.size(),
                                            fmt::join(index.columns, ", ")));
        }
        reading_.query(fmt::format("CREATE TABLE {} LIKE {}", copy, table.quoted));
        reading_.query(fmt::format("ALTER TABLE {} {}", copy, fmt::join(additions, ", ")));
        const auto left = TableText(text(reading_.definition("TABLE", copy)[0])).plain_indexes();
        reading_.query("DROP TABLE " + copy);
        for (std::size_t i = 0; i < indexes.size(); ++i) {
            const bool is_left = std::any_of(
                left.begin(), left.end(),
                [&](const PlainIndexText& index) { return index.name == indexes[i].name; });
            if (!is_left) {
                keys[i]->made_index = indexes[i].name;
            }
        }
        name_made_indexes(table);
    }

    /// Whether a foreign key may need the index before another one makes it.
    bool is_referenced(const std::string& table, const PlainIndexText& index) const {
        return std::any_of(tables_.begin(), tables_.end(), [&](const ReadTable& each) {
            return std::any_of(
                each.foreign_keys.begin(), each.foreign_keys.end(), [&](const ForeignKeyText& key) {
                    return key.table == table && key.referenced.front() == index.columns.front();
                });
        });
    }

    /// It is called as its foreign key, and where that is given no name as the first column; but
    /// that one's name must then be the next that the server gives.
    void name_made_indexes(ReadTable& table) const {
        std::size_t next = 1;
        for (ForeignKeyText& key : table.foreign_keys) {
            const bool is_next = key.name == automatic_name(table.quoted, next);
            next += is_next ? 1 : 0;
            if (key.made_index.empty()) {
                continue;
            }
            key.is_named = key.made_index == key.name;
            if (key.is_named || (is_next && key.made_index == key.columns[0])) {
                table.text.take_index(key.made_index);
            } else {
                key.is_named = true;
                key.made_index.clear();
            }
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

    Statements foreign_key_statements() const {
        Statements statements;
        for (const ReadTable& table : tables_) {
            Statements additions;
            for (const ForeignKeyText& key : table.foreign_keys) {
                additions.push_back(
                    fmt::format("ADD {}FOREIGN KEY ({}) {}",
                                key.is_named ? fmt::format("CONSTRAINT {} ", key.name) : "",
                                fmt::join(key.columns, ", "), key.definition));
            }
            if (!additions.empty()) {
                statements.push_back(fmt::format("ALTER TABLE {}\n  {}", table.quoted,
                                                 fmt::join(additions, ",\n  ")));
            }
        }
        return statements;
    }

    /// Behind those of the programs.
    void add_drops() {
        for (std::size_t place = 0; place < tables_.size(); ++place) {
            Statements keys;
            for (const ForeignKeyText& key : tables_[place].foreign_keys) {
                const std::size_t referenced = place_of(key.table);
                if (referenced > place && referenced < tables_.size()) {
                    keys.push_back("DROP FOREIGN KEY " + key.name);
                }
            }
            if (!keys.empty()) {
                snapshot_.drops.push_back(
                    fmt::format("ALTER TABLE {} {}", tables_[place].quoted, fmt::join(keys, ", ")));
            }
        }
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
