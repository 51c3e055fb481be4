#include "schema_changes.hpp"

#include <regex>

namespace retort_test {
namespace {

using Dice = SchemaDice;

/// A column with its definition made another one.
SchemaChange modify(const char* name, Dice& dice, const std::vector<std::string>& column,
                    const std::string& from, const std::string& to) {
    const std::string definition = dice.definition(column[0], column[1]);
    return alter_table(name, column[0],
                       "MODIFY " + column[1] + " " +
                           std::regex_replace(definition, std::regex(from), to,
                                              std::regex_constants::format_first_only));
}

SchemaChange add_table(Dice& dice) {
    std::string columns = "a " + dice.random_column();
    for (std::size_t i = dice.below(4); i > 0; --i) {
        columns += ", " + dice.new_name() + " " + dice.random_column();
    }
    return {"add a table",
            {"CREATE TABLE " + dice.new_name() + " (" + columns + ")" +
             dice.one({"", " ENGINE = Aria", " CHARSET = latin1", " COMMENT = 'new'",
                       " WITH SYSTEM VERSIONING", " PARTITION BY KEY (a) PARTITIONS 2"})}};
}
SchemaChange drop_table(Dice& dice) {
    return {"drop a table", {"DROP TABLE " + dice.table()}};
}
SchemaChange rename_table(Dice& dice) {
    return {"rename a table", {"RENAME TABLE " + dice.table() + " TO " + dice.new_name()}};
}
SchemaChange set_option(Dice& dice) {
    return alter_table(
        "an option of a table", dice.table(),
        dice.one({"ENGINE = InnoDB", "ENGINE = MyISAM", "ENGINE = Aria", "ROW_FORMAT = DYNAMIC",
                  "ROW_FORMAT = COMPACT", "ROW_FORMAT = DEFAULT", "ROW_FORMAT = REDUNDANT",
                  "STATS_PERSISTENT = 1", "STATS_PERSISTENT = DEFAULT", "STATS_AUTO_RECALC = 0",
                  "MAX_ROWS = " + dice.number(), "CHECKSUM = 1", "DELAY_KEY_WRITE = 1",
                  "PACK_KEYS = 1", "PAGE_COMPRESSED = 1", "STATS_SAMPLE_PAGES = " + dice.number(),
                  "TRANSACTIONAL = 0", "MIN_ROWS = " + dice.number(), "KEY_BLOCK_SIZE = 8"}));
}
SchemaChange comment_table(Dice& dice) {
    return alter_table("the comment of a table", dice.table(),
                       "COMMENT = 't" + dice.number() + "'");
}
SchemaChange collate_table(Dice& dice) {
    return alter_table(
        "the collation of a table", dice.table(),
        dice.one({"DEFAULT CHARSET = latin1", "DEFAULT CHARSET = utf8mb4", "COLLATE = utf8mb4_bin",
                  "CONVERT TO CHARACTER SET utf8mb4", "CONVERT TO CHARACTER SET latin1",
                  "CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"}));
}
SchemaChange collate_database(Dice& dice) {
    return {"the collation of the database",
            {"ALTER DATABASE COLLATE = " +
             dice.one({"utf8mb4_general_ci", "utf8mb4_bin", "latin1_swedish_ci"})}};
}
SchemaChange comment_database(Dice& dice) {
    return {"the comment of the database", {"ALTER DATABASE COMMENT = 'd" + dice.number() + "'"}};
}
SchemaChange versioning(Dice& dice) {
    return alter_table("system versioning", dice.table(),
                       dice.one({"ADD SYSTEM VERSIONING", "DROP SYSTEM VERSIONING"}));
}
SchemaChange add_period(Dice& dice) {
    const std::string table = dice.table();
    const std::string s = dice.new_name();
    const std::string e = dice.new_name();
    return alter_table("add a period", table,
                       "ADD COLUMN " + s + " DATE, ADD COLUMN " + e + " DATE, ADD PERIOD FOR " +
                           dice.new_name() + " (" + s + ", " + e + ")");
}

SchemaChange add_column(Dice& dice) {
    const auto column = dice.column();
    return alter_table("add a column", column[0],
                       "ADD COLUMN " + dice.new_name() + " " + dice.random_column() +
                           dice.one({"", "", " FIRST", " AFTER " + column[1]}));
}
SchemaChange drop_column(Dice& dice) {
    const auto column = dice.column();
    return alter_table("drop a column", column[0], "DROP COLUMN " + column[1]);
}
SchemaChange rename_column(Dice& dice) {
    const auto column = dice.column();
    return alter_table("rename a column", column[0],
                       "RENAME COLUMN " + column[1] + " TO " +
                           (dice.chance(4) ? "`é ``" + dice.new_name() + "`" : dice.new_name()));
}
SchemaChange move_column(Dice& dice) {
    const auto column = dice.column();
    return modify("move a column", dice, column, "$", " FIRST");
}
SchemaChange redefine_column(Dice& dice) {
    const auto column = dice.column();
    return alter_table("redefine a column", column[0],
                       "MODIFY " + column[1] + " " + dice.random_column());
}
SchemaChange retype_column(Dice& dice) {
    const auto column = dice.column();
    return modify("the type of a column", dice, column, "^[a-z0-9]+(\\([^)]*\\))?( unsigned)?",
                  dice.random_type());
}
SchemaChange comment_column(Dice& dice) {
    const auto column = dice.column();
    return modify("the comment of a column", dice, column, "( COMMENT '.*')?$",
                  " COMMENT 'k" + dice.number() + "'");
}
SchemaChange hide_column(Dice& dice) {
    const auto column = dice.column();
    return dice.chance(2) ? modify("hide a column", dice, column, "$", " INVISIBLE")
                          : modify("show a column", dice, column, " INVISIBLE", "");
}
SchemaChange nullability(Dice& dice) {
    const auto column = dice.column();
    return dice.chance(2) ? modify("drop not null", dice, column, " NOT NULL", "")
                          : modify("set not null", dice, column, "( DEFAULT NULL|$)", " NOT NULL");
}
SchemaChange set_default(Dice& dice) {
    const auto column = dice.column();
    return alter_table(
        "a default", column[0],
        "ALTER " + column[1] + " " +
            dice.one({"DROP DEFAULT", "SET DEFAULT NULL", "SET DEFAULT '" + dice.number() + "'",
                      "SET DEFAULT " + dice.number(), "SET DEFAULT (" + dice.number() + " + 1)",
                      "SET DEFAULT 'NULL'", "SET DEFAULT ''", "SET DEFAULT '1 + 1'",
                      "SET DEFAULT (NOW())", "SET DEFAULT (UUID())",
                      "SET DEFAULT '2020-01-01 10:00:00'"}));
}
SchemaChange on_update(Dice& dice) {
    const auto column = dice.column("data_type IN ('datetime', 'timestamp')");
    return dice.chance(2) ? modify("on update", dice, column, "$",
                                   " ON UPDATE NOW" + dice.one({"()", "(3)", "(6)"}))
                          : modify("no on update", dice, column, " ON UPDATE [^ ]*", "");
}
SchemaChange identity(Dice& dice) {
    const auto column = dice.column("column_key = 'PRI' AND data_type = 'int'");
    return dice.chance(2)
               ? modify("auto_increment", dice, column, "( DEFAULT NULL|$)", " AUTO_INCREMENT")
               : modify("no auto_increment", dice, column, " AUTO_INCREMENT", "");
}
SchemaChange regenerate(Dice& dice) {
    const auto column = dice.column("is_generated = 'ALWAYS'");
    return dice.chance(2) ? modify("a generated expression", dice, column, "AS \\(.*\\) ",
                                   "AS (" + dice.number() + " + 2) ")
                          : SchemaChange{"virtual for stored",
                                         {"ALTER TABLE " + column[0] + " DROP COLUMN " + column[1],
                                          "ALTER TABLE " + column[0] + " ADD COLUMN " + column[1] +
                                              " INT AS (" + dice.number() + ") " +
                                              dice.one({"STORED", "VIRTUAL"})}};
}
SchemaChange collate_column(Dice& dice) {
    const auto column = dice.column("collation_name IS NOT NULL");
    return modify("the collation of a column", dice, column,
                  "^([a-z]+(\\([^)]*\\))?)( CHARACTER SET [a-z0-9]+)?( COLLATE [a-z0-9_]+)?",
                  "$1 COLLATE " + dice.one({"utf8mb4_bin", "latin1_bin", "utf8mb4_general_ci",
                                            "latin1_swedish_ci", "utf8mb4_unicode_ci"}));
}
SchemaChange compress_column(Dice& dice) {
    const auto column = dice.column("data_type IN ('varchar', 'text', 'blob', 'varbinary')");
    return dice.chance(2)
               ? modify("compress a column", dice, column,
                        "^((var)?(char|binary)\\([0-9]+\\)|[a-z]*(text|blob))", "$1 COMPRESSED")
               : modify("expand a column", dice, column, " /\\*M!100301 COMPRESSED\\*/", "");
}
SchemaChange leave_out_of_history(Dice& dice) {
    const auto column = dice.column("table_type = 'SYSTEM VERSIONED'");
    return modify("a column without history", dice, column, "$", " WITHOUT SYSTEM VERSIONING");
}

std::string partitioned(Dice& dice, const std::string& method) {
    return backquoted(dice.name(
        "SELECT DISTINCT table_name FROM information_schema.partitions WHERE table_schema = "
        "DATABASE() AND partition_method LIKE '" +
        method + "' ORDER BY table_name"));
}
SchemaChange add_partition(Dice& dice) {
    return alter_table("add a partition", partitioned(dice, "RANGE"),
                       "ADD PARTITION (PARTITION " + dice.new_name() + " VALUES LESS THAN (" +
                           std::to_string(100 + dice.below(100000)) + "))");
}
SchemaChange drop_partition(Dice& dice) {
    const auto found = dice.row(
        "SELECT table_name, partition_name FROM information_schema.partitions WHERE table_schema = "
        "DATABASE() AND partition_name IS NOT NULL ORDER BY table_name, "
        "partition_ordinal_position");
    return alter_table("drop a partition", backquoted(found[0]),
                       "DROP PARTITION " + backquoted(found[1]));
}
SchemaChange reorganize_partition(Dice& dice) {
    const auto found = dice.row(
        "SELECT table_name, partition_name, partition_description FROM "
        "information_schema.partitions WHERE table_schema = DATABASE() AND partition_method = "
        "'RANGE' ORDER BY table_name, partition_ordinal_position");
    return alter_table("reorganize a partition", backquoted(found[0]),
                       "REORGANIZE PARTITION " + backquoted(found[1]) + " INTO (PARTITION " +
                           dice.new_name() + " VALUES LESS THAN (" + found[2] + ")" +
                           dice.perhaps(" COMMENT 'p" + dice.number() + "'") + ")");
}
SchemaChange coalesce_partition(Dice& dice) {
    return alter_table("fewer or more partitions", partitioned(dice, "%KEY"),
                       dice.one({"COALESCE PARTITION 1", "ADD PARTITION PARTITIONS 1"}));
}
SchemaChange repartition(Dice& dice) {
    const auto column = dice.column();
    return alter_table(
        "partition a table", column[0],
        dice.one({"PARTITION BY HASH (" + column[1] + ") PARTITIONS 2",
                  "PARTITION BY LINEAR HASH (" + column[1] + ") PARTITIONS 2",
                  "PARTITION BY KEY (" + column[1] + ") PARTITIONS 3",
                  "PARTITION BY LIST (" + column[1] + ") (PARTITION one VALUES IN (0, 1))",
                  "PARTITION BY RANGE (" + column[1] + ") (PARTITION one VALUES LESS THAN (" +
                      dice.number() + "), PARTITION rest VALUES LESS THAN MAXVALUE)",
                  "REMOVE PARTITIONING"}));
}

}  // namespace

const std::vector<SchemaChangeKind>& changes_of_tables() {
    static const std::vector<SchemaChangeKind> all = {add_table,
                                                      drop_table,
                                                      rename_table,
                                                      set_option,
                                                      set_option,
                                                      comment_table,
                                                      collate_table,
                                                      collate_database,
                                                      comment_database,
                                                      versioning,
                                                      add_period,
                                                      add_column,
                                                      drop_column,
                                                      rename_column,
                                                      move_column,
                                                      redefine_column,
                                                      retype_column,
                                                      comment_column,
                                                      hide_column,
                                                      nullability,
                                                      set_default,
                                                      set_default,
                                                      on_update,
                                                      identity,
                                                      regenerate,
                                                      collate_column,
                                                      compress_column,
                                                      leave_out_of_history,
                                                      add_partition,
                                                      drop_partition,
                                                      reorganize_partition,
                                                      coalesce_partition,
                                                      repartition};
    return all;
}

}  // namespace retort_test
