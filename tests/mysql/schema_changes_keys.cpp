#include "schema_changes.hpp"

#include <regex>

namespace retort_test {
namespace {

using Dice = SchemaDice;

/// A table and one of its constraints or indexes, quoted.
std::vector<std::string> named(Dice& dice, const std::string& what) {
    auto found = dice.row(what + " ORDER BY 1, 2");
    return {backquoted(found[0]), backquoted(found[1])};
}
std::vector<std::string> index(Dice& dice, const std::string& condition = "TRUE") {
    return named(dice,
                 "SELECT DISTINCT CAST(table_name AS BINARY), index_name FROM "
                 "information_schema.statistics WHERE table_schema = DATABASE() AND " +
                     condition);
}
std::vector<std::string> constraint(Dice& dice, const std::string& type) {
    return named(dice,
                 "SELECT CAST(table_name AS BINARY), constraint_name FROM "
                 "information_schema.table_constraints WHERE table_schema = DATABASE() AND "
                 "constraint_type = '" +
                     type + "'");
}

SchemaChange drop_primary_key(Dice& dice) {
    return alter_table("drop a primary key", index(dice, "index_name = 'PRIMARY'")[0],
                       "DROP PRIMARY KEY");
}
SchemaChange add_primary_key(Dice& dice) {
    const auto column = dice.column(
        "NOT EXISTS (SELECT 1 FROM information_schema.statistics AS s WHERE s.table_schema = "
        "DATABASE() AND s.table_name = t.table_name AND index_name = 'PRIMARY')");
    return alter_table("add a primary key", column[0], "ADD PRIMARY KEY (" + column[1] + ")");
}
SchemaChange change_primary_key(Dice& dice) {
    const auto column = dice.column();
    return alter_table(
        "change a primary key", column[0],
        "DROP PRIMARY KEY, ADD PRIMARY KEY (" + column[1] + dice.perhaps(" DESC") + ")");
}
SchemaChange add_index(Dice& dice) {
    const auto column = dice.column();
    const std::string part = column[1] + dice.one({"", "", "(3)", " DESC", "(4) DESC"});
    return alter_table("add an index", column[0],
                       dice.one({"ADD INDEX ", "ADD INDEX ", "ADD UNIQUE ", "ADD UNIQUE ",
                                 "ADD FULLTEXT ", "ADD SPATIAL "}) +
                           dice.new_name() + " (" + part + ")" +
                           dice.one({"", "", " COMMENT 'i" + dice.number() + "'", " IGNORED"}));
}
/// Elsewhere the server makes its own choice at the next rebuild.
SchemaChange add_index_in_memory(Dice& dice) {
    return alter_table("an index in memory", "quick",
                       dice.one({"ADD INDEX ", "ADD UNIQUE "}) + dice.new_name() + " (" +
                           dice.one({"a", "b", "a, b"}) + ") USING " + dice.one({"HASH", "BTREE"}));
}
SchemaChange drop_index(Dice& dice) {
    const auto found = index(dice);
    return alter_table("drop an index", found[0], "DROP INDEX " + found[1]);
}
SchemaChange rename_index(Dice& dice) {
    const auto found = index(dice);
    return alter_table("rename an index", found[0],
                       "RENAME INDEX " + found[1] + " TO " + dice.new_name());
}
SchemaChange ignore_index(Dice& dice) {
    const auto found = index(dice);
    return alter_table("ignore an index", found[0],
                       "ALTER INDEX " + found[1] + dice.one({" IGNORED", " NOT IGNORED"}));
}
/// In its definition.
SchemaChange redefine_index(Dice& dice) {
    const auto found = index(dice, "index_name <> 'PRIMARY'");
    const std::string line = dice.index_line(found[0], found[1]);
    const std::string comment = " COMMENT 'j" + dice.number() + "'";
    const std::string other =
        dice.one({std::regex_replace(line, std::regex("( COMMENT '.*')?( IGNORED)?$"), comment),
                  std::regex_replace(line, std::regex("\\)( USING|$)"), " DESC)$1"),
                  std::regex_replace(line, std::regex("^UNIQUE "), ""),
                  std::regex_replace(line, std::regex("^KEY"), "UNIQUE KEY"),
                  std::regex_replace(line, std::regex("`,`"), "` DESC,`")});
    return alter_table("redefine an index", found[0], "DROP INDEX " + found[1] + ", ADD " + other);
}

SchemaChange add_check(Dice& dice) {
    const auto column = dice.column();
    return alter_table("add a check", column[0],
                       "ADD CONSTRAINT " + dice.new_name() + " CHECK (" + column[1] +
                           dice.one({" > ", " <> ", " < "}) + dice.number() + ")");
}
SchemaChange drop_check(Dice& dice) {
    const auto found = constraint(dice, "CHECK");
    return alter_table("drop a check", found[0], "DROP CONSTRAINT " + found[1]);
}
SchemaChange change_check(Dice& dice) {
    const auto found = constraint(dice, "CHECK");
    const std::string line = dice.line(found[0], "CONSTRAINT " + found[1]);
    return {"change a check",
            {"ALTER TABLE " + found[0] + " DROP CONSTRAINT " + found[1],
             "ALTER TABLE " + found[0] + " ADD " +
                 std::regex_replace(line, std::regex("[0-9]+(?=[^0-9`]*$)"), dice.number())}};
}
SchemaChange check_column(Dice& dice) {
    const auto column = dice.column();
    return alter_table(
        "check a column", column[0],
        "MODIFY " + column[1] + " " +
            std::regex_replace(
                dice.definition(column[0], column[1]), std::regex("( CHECK \\(.*\\))?$"),
                dice.perhaps(" CHECK (" + column[1] + " <> " + dice.number() + ")")));
}

std::string random_action(Dice& dice) {
    return dice.one({"", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON UPDATE CASCADE",
                     " ON UPDATE SET NULL", " ON DELETE NO ACTION", " ON DELETE RESTRICT"});
}
SchemaChange add_foreign_key(Dice& dice) {
    const std::string table = dice.one({"child", "shown", "words", dice.table()});
    const std::string column = dice.new_name();
    return alter_table("add a foreign key", table,
                       "ADD COLUMN " + column + " INT UNSIGNED, ADD " +
                           dice.perhaps("CONSTRAINT " + dice.new_name()) + " FOREIGN KEY (" +
                           column + ") REFERENCES gene (id)" + random_action(dice));
}
SchemaChange drop_foreign_key(Dice& dice) {
    const auto found = constraint(dice, "FOREIGN KEY");
    return alter_table("drop a foreign key", found[0], "DROP FOREIGN KEY " + found[1]);
}
SchemaChange change_foreign_key(Dice& dice) {
    const auto found = constraint(dice, "FOREIGN KEY");
    const std::string line = dice.line(found[0], "CONSTRAINT " + found[1]);
    const std::string other =
        dice.chance(2) ? std::regex_replace(line, std::regex(" ON .*"), "") + random_action(dice)
                       : std::regex_replace(line, std::regex("CONSTRAINT `[^`]*`"),
                                            "CONSTRAINT " + dice.new_name());
    return {"change a foreign key",
            {"ALTER TABLE " + found[0] + " DROP FOREIGN KEY " + found[1],
             "ALTER TABLE " + found[0] + " ADD " + other}};
}

}  // namespace

const std::vector<SchemaChangeKind>& changes_of_keys() {
    static const std::vector<SchemaChangeKind> all = {
        drop_primary_key,    add_primary_key,  change_primary_key, add_index,    add_index,
        add_index_in_memory, drop_index,       rename_index,       ignore_index, redefine_index,
        redefine_index,      add_check,        drop_check,         change_check, check_column,
        add_foreign_key,     drop_foreign_key, change_foreign_key};
    return all;
}

}  // namespace retort_test
