#include "dialect/mysql/snapshot_rows.hpp"

#include "dialect/mysql/row_literal.hpp"
#include "script/moment.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace retort::dialect::mysql {
namespace {

/// One that can be given.
struct ReadColumn {
    ColumnType type;
    std::int64_t precision = 0;                    ///< of a time
    script::Moment moment = script::Moment::none;  ///< of its default
};

bool is_timestamp(const ReadColumn& column) {
    return column.type.name == "timestamp";
}

class RowReader {
public:
    RowReader(SnapshotReading& reading, const std::string& name)
        : reading_(reading), of_table_(reading.of_table(name)) {
        table_.name = name;
        table_.quoted = reading.quoted(name);
    }

    Snapshot::Table read() {
        read_columns();
        choose_time_zone();
        for (std::size_t place = 0; place < columns_.size(); ++place) {
            read_moment(place);
        }
        read_key();
        read_values();
        return std::move(table_);
    }

private:
    void read_columns() {
        for (const Row& row : reading_.query(
                 "SELECT COLUMN_NAME, DATA_TYPE, CHARACTER_SET_NAME, NULLIF(COLUMN_DEFAULT, "
                 "'NULL'), DATETIME_PRECISION FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = "
                 "DATABASE() AND IS_GENERATED = 'NEVER' AND " +
                 of_table_ + " ORDER BY ORDINAL_POSITION")) {
            const std::string name = text(row[0]);
            Snapshot::Column column{
                name, reading_.quoted(name), reading_.unqualified(text(row[3])), {}};
            columns_.push_back(
                {{text(row[1]), text(row[2])},
                 number(row[4]),
                 script::moment_function(column.default_value, Dialect::mysql).kind});
            table_.columns.push_back(std::move(column));
        }
    }

    /// A TIMESTAMP is the same moment everywhere only in UTC. But where the clock gives a column
    /// beside it the time of day, that is the session's.
    void choose_time_zone() {
        const bool holds_moments = std::any_of(columns_.begin(), columns_.end(), is_timestamp);
        const bool holds_local_times =
            std::any_of(columns_.begin(), columns_.end(), [](const ReadColumn& column) {
                return column.moment == script::Moment::clock && !is_timestamp(column);
            });
        in_utc_ = holds_moments && !holds_local_times;
        if (in_utc_) {
            table_.insert = std::string(in_utc) + table_.insert;
        }
    }

    std::vector<Row> query(const std::string& sql) {
        return in_utc_ ? reading_.query(sql) : reading_.query_here(sql);
    }

    /// What a default gives as the column would hold it.
    static std::string cast(const ReadColumn& column, const std::string& expression) {
        const std::string& type = column.type.name;
        if (type == "date") {
            return fmt::format("CAST({} AS DATE)", expression);
        }
        if (type == "time") {
            return fmt::format("CAST({} AS TIME({}))", expression, column.precision);
        }
        if (type == "datetime" || is_timestamp(column)) {
            return fmt::format("CAST({} AS DATETIME({}))", expression, column.precision);
        }
        return fmt::format("({})", expression);
    }

    void read_moment(std::size_t place) {
        const ReadColumn& column = columns_[place];
        if (column.moment != script::Moment::clock) {
            return;
        }
        const std::string value = cast(column, table_.columns[place].default_value);
        try {
            table_.columns[place].at_the_moment = literal_of(
                column.type, query("SELECT " + read_expression(column.type, value))[0][0]);
        } catch (const DatabaseError&) {
            // It uses other columns of its row, and is not known without one.
        }
    }

    void read_key() {
        for (const Row& row : reading_.query(
                 "SELECT COLUMN_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = "
                 "DATABASE() AND INDEX_NAME = 'PRIMARY' AND " +
                 of_table_ + " ORDER BY SEQ_IN_INDEX")) {
            key_.push_back(reading_.quoted(text(row[0])));
            const auto column = std::find_if(
                table_.columns.begin(), table_.columns.end(),
                [&](const Snapshot::Column& each) { return each.quoted == key_.back(); });
            const auto place = static_cast<std::size_t>(column - table_.columns.begin());
            key_is_fixed_ = key_is_fixed_ && (place == columns_.size() ||
                                              columns_[place].moment == script::Moment::none);
        }
    }

    /// In the order of the key; without one as they were put in.
    void read_values() {
        Statements expressions;
        for (std::size_t place = 0; place < columns_.size(); ++place) {
            expressions.push_back(
                read_expression(columns_[place].type, table_.columns[place].quoted));
        }
        if (expressions.empty()) {
            return;
        }
        const std::string order =
            key_.empty() ? std::string() : fmt::format(" ORDER BY {}", fmt::join(key_, ", "));
        for (const Row& row :
             query(fmt::format("SELECT {} FROM {} USE INDEX (){}", fmt::join(expressions, ", "),
                               table_.quoted, order))) {
            auto& literals = table_.rows.emplace_back();
            for (std::size_t place = 0; place < row.size(); ++place) {
                literals.push_back(literal_of(columns_[place].type, row[place]));
            }
        }
        if (!key_is_fixed_) {
            sort_by_what_is_fixed();
        }
    }

    /// The key is another one in every run.
    void sort_by_what_is_fixed() {
        using Literals = std::vector<std::string>;
        std::stable_sort(table_.rows.begin(), table_.rows.end(),
                         [&](const Literals& one, const Literals& other) {
                             for (std::size_t place = 0; place < columns_.size(); ++place) {
                                 if (columns_[place].moment == script::Moment::none &&
                                     one[place] != other[place]) {
                                     return one[place] < other[place];
                                 }
                             }
                             return false;
                         });
    }

    SnapshotReading& reading_;
    std::string of_table_;
    Snapshot::Table table_;
    std::vector<ReadColumn> columns_;  ///< of table_.columns
    Statements key_;
    bool key_is_fixed_ = true;
    bool in_utc_ = false;
};

}  // namespace

Snapshot::Table read_rows(SnapshotReading& reading, const std::string& name) {
    return RowReader(reading, name).read();
}

}  // namespace retort::dialect::mysql
