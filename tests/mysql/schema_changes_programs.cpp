#include "schema_changes.hpp"

namespace retort_test {
namespace {

using Dice = SchemaDice;

std::string existing_or_new(Dice& dice, const std::string& query) {
    return dice.chance(4) ? dice.new_name() : backquoted(dice.name(query + " ORDER BY 1"));
}

std::string view(Dice& dice) {
    return backquoted(
        dice.name("SELECT table_name FROM information_schema.views WHERE table_schema = "
                  "DATABASE() ORDER BY 1"));
}
SchemaChange define_view(Dice& dice) {
    const std::string name = dice.chance(3) ? dice.new_name() : view(dice);
    return {"define a view",
            {"CREATE OR REPLACE " + dice.one({"", "ALGORITHM = MERGE ", "ALGORITHM = TEMPTABLE "}) +
             dice.perhaps("SQL SECURITY INVOKER ") + "VIEW " + name + " AS SELECT id, name" +
             dice.perhaps(" AS other") + " FROM shown WHERE id > " + dice.number() +
             dice.one({"", "", " WITH LOCAL CHECK OPTION", " WITH CASCADED CHECK OPTION"})}};
}
SchemaChange define_view_by_another(Dice& dice) {
    return {"the definer of a view",
            {"CREATE OR REPLACE DEFINER = " + dice.one({"CURRENT_USER", granted_user()}) +
             " VIEW " + view(dice) + " AS SELECT id FROM shown"}};
}
SchemaChange define_view_in_latin1(Dice& dice) {
    return {"the character set of a view",
            {"SET NAMES latin1",
             "CREATE OR REPLACE VIEW " + view(dice) + " AS SELECT id, 'e' AS e FROM shown",
             "SET NAMES utf8mb4"}};
}
SchemaChange drop_view(Dice& dice) {
    return {"drop a view", {"DROP VIEW " + view(dice)}};
}
SchemaChange rename_view(Dice& dice) {
    return {"rename a view", {"RENAME TABLE " + view(dice) + " TO " + dice.new_name()}};
}

std::string routine(Dice& dice, const std::string& type) {
    return existing_or_new(dice,
                           "SELECT routine_name FROM information_schema.routines WHERE "
                           "routine_schema = DATABASE() AND routine_type = '" +
                               type + "'");
}
std::string characteristics(Dice& dice) {
    return dice.one({"", "", " DETERMINISTIC"}) +
           dice.one({"", "", " NO SQL", " READS SQL DATA", " MODIFIES SQL DATA"}) +
           dice.perhaps(" SQL SECURITY INVOKER") +
           dice.perhaps(" COMMENT 'r" + dice.number() + "'");
}
SchemaChange define_function(Dice& dice) {
    return {"define a function",
            {"CREATE OR REPLACE FUNCTION " + routine(dice, "FUNCTION") + "(" +
             dice.one({"", "x INT", "x BIGINT", "y INT", "x VARCHAR(9)",
                       "x VARCHAR(9) CHARACTER SET latin1", "x INT, y DECIMAL(9, 2)"}) +
             ") RETURNS " + dice.one({"INT", "BIGINT", "TEXT", "VARCHAR(9) CHARACTER SET latin1"}) +
             characteristics(dice) + " RETURN " + dice.number()}};
}
SchemaChange define_procedure(Dice& dice) {
    return {"define a procedure",
            {"CREATE OR REPLACE PROCEDURE " + routine(dice, "PROCEDURE") + "(" +
             dice.one({"", "x INT", "OUT x INT", "INOUT x INT", "y INT", "x ENUM('a', 'b')"}) +
             ")" + characteristics(dice) + " BEGIN SET @a = " + dice.number() + "; /* " +
             dice.number() + " */ END"}};
}
SchemaChange define_with_sql_mode(Dice& dice) {
    return {"the sql_mode of a routine",
            {"SET sql_mode = " + dice.one({"''", "'ANSI_QUOTES'", "'STRICT_ALL_TABLES'"}),
             "CREATE OR REPLACE PROCEDURE twice() SET @a = 1", "SET sql_mode = DEFAULT"}};
}
SchemaChange define_in_latin1(Dice& dice) {
    return {"the character set of a routine",
            {dice.one({"SET NAMES latin1", "SET NAMES utf8mb4 COLLATE utf8mb4_bin"}),
             "CREATE OR REPLACE FUNCTION twice() RETURNS INT RETURN 1", "SET NAMES utf8mb4"}};
}
SchemaChange alter_function(Dice& dice) {
    const auto found = dice.row(
        "SELECT routine_type, routine_name FROM information_schema.routines WHERE "
        "routine_schema = DATABASE() AND routine_type IN ('FUNCTION', 'PROCEDURE') ORDER "
        "BY 1, 2");
    return {"alter a routine",
            {"ALTER " + found[0] + " " + backquoted(found[1]) +
             dice.one({" COMMENT 's" + dice.number() + "'", " SQL SECURITY INVOKER",
                       " SQL SECURITY DEFINER", " NO SQL", " CONTAINS SQL"})}};
}
SchemaChange drop_routine(Dice& dice) {
    const auto found = dice.row(
        "SELECT routine_type, routine_name FROM information_schema.routines WHERE "
        "routine_schema = DATABASE() ORDER BY 1, 2");
    return {"drop a routine", {"DROP " + found[0] + " " + backquoted(found[1])}};
}
SchemaChange define_package(Dice& dice) {
    const std::string name = dice.one({"pack", dice.new_name()});
    const std::string function = dice.new_name();
    return {"define a package",
            {"SET sql_mode = ORACLE",
             "CREATE OR REPLACE PACKAGE " + name + characteristics(dice) + " AS FUNCTION " +
                 function + " RETURN INT; END",
             dice.perhaps("CREATE OR REPLACE PACKAGE BODY " + name + " AS FUNCTION " + function +
                          " RETURN INT AS BEGIN RETURN " + dice.number() + "; END; END"),
             "SET sql_mode = DEFAULT"}};
}

std::vector<std::string> trigger(Dice& dice) {
    return dice.row(
        "SELECT trigger_name, event_object_table, action_timing, event_manipulation "
        "FROM information_schema.triggers WHERE trigger_schema = DATABASE() ORDER BY "
        "CAST(trigger_name AS BINARY)");
}
SchemaChange add_trigger(Dice& dice) {
    return {"add a trigger",
            {"CREATE TRIGGER " + dice.new_name() + dice.one({" BEFORE ", " AFTER "}) +
             dice.one({"INSERT", "UPDATE", "DELETE"}) + " ON " +
             dice.one({"`shown`", dice.table()}) + " FOR EACH ROW SET @a = " + dice.number()}};
}
SchemaChange add_trigger_beside(Dice& dice) {
    const auto found = trigger(dice);
    return {"add a trigger beside another",
            {"CREATE TRIGGER " + dice.new_name() + " " + found[2] + " " + found[3] + " ON " +
             backquoted(found[1]) + " FOR EACH ROW " + dice.one({"FOLLOWS ", "PRECEDES "}) +
             backquoted(found[0]) + " SET @a = " + dice.number()}};
}
SchemaChange change_trigger(Dice& dice) {
    const auto found = trigger(dice);
    return {"change a trigger",
            {"SET sql_mode = " + dice.one({"''", "DEFAULT", "DEFAULT"}),
             "CREATE OR REPLACE TRIGGER " + backquoted(found[0]) + " " +
                 dice.one({found[2], "BEFORE", "AFTER"}) + " " +
                 dice.one({found[3], found[3], "DELETE"}) + " ON " + backquoted(found[1]) +
                 " FOR EACH ROW BEGIN SET @b = " + dice.number() + "; END",
             "SET sql_mode = DEFAULT"}};
}
SchemaChange drop_trigger(Dice& dice) {
    return {"drop a trigger", {"DROP TRIGGER " + backquoted(trigger(dice)[0])}};
}

std::string event(Dice& dice) {
    return backquoted(
        dice.name("SELECT event_name FROM information_schema.events WHERE event_schema = "
                  "DATABASE() ORDER BY 1"));
}
std::string random_schedule(Dice& dice) {
    return dice.one({" ON SCHEDULE AT '2035-01-01 0" + dice.number(9) + ":00:00'",
                     " ON SCHEDULE EVERY " + std::to_string(1 + dice.below(9)) + " " +
                         dice.one({"DAY", "HOUR", "MONTH"}) + " STARTS '2031-01-01 0" +
                         dice.number(9) + ":00:00'" + dice.perhaps(" ENDS '2033-01-01'")});
}
SchemaChange add_event(Dice& dice) {
    return {"add an event",
            {dice.one({"SET time_zone = '+02:00'", "SET time_zone = DEFAULT"}),
             "CREATE EVENT " + dice.new_name() + random_schedule(dice) + dice.perhaps(" DISABLE") +
                 dice.perhaps(" COMMENT 'new'") + " DO SET @a = " + dice.number(),
             "SET time_zone = DEFAULT"}};
}
SchemaChange alter_event(Dice& dice) {
    return {"alter an event",
            {"ALTER EVENT " + event(dice) +
             dice.one({random_schedule(dice), std::string(" ON COMPLETION PRESERVE"),
                       std::string(" ON COMPLETION NOT PRESERVE"), std::string(" ENABLE"),
                       std::string(" DISABLE"), std::string(" DISABLE ON SLAVE"),
                       " COMMENT 'e" + dice.number() + "'", " DO SET @a = " + dice.number(),
                       " RENAME TO " + dice.new_name()})}};
}
SchemaChange drop_event(Dice& dice) {
    return {"drop an event", {"DROP EVENT " + event(dice)}};
}

std::string sequence(Dice& dice) {
    return backquoted(
        dice.name("SELECT table_name FROM information_schema.tables WHERE table_schema = "
                  "DATABASE() AND table_type = 'SEQUENCE' ORDER BY 1"));
}
SchemaChange add_sequence(Dice& dice) {
    return {"add a sequence",
            {"CREATE SEQUENCE " + dice.new_name() + " START " + std::to_string(1 + dice.below(50)) +
             dice.one({"", " CYCLE", " CACHE 7", " MAXVALUE 777", " INCREMENT 3",
                       " COMMENT = 'seq'", " ENGINE = Aria"})}};
}
SchemaChange alter_sequence(Dice& dice) {
    return {"alter a sequence",
            {"ALTER SEQUENCE " + sequence(dice) +
             dice.one({" INCREMENT " + std::to_string(1 + dice.below(9)),
                       " MAXVALUE " + std::to_string(5000 + dice.below(9000)),
                       " CACHE " + dice.number(), std::string(" CYCLE"), std::string(" NOCYCLE"),
                       " START " + std::to_string(1 + dice.below(9)), std::string(" MINVALUE 1"),
                       std::string(" NOMAXVALUE")})}};
}
SchemaChange comment_sequence(Dice& dice) {
    return {"the comment of a sequence",
            {"ALTER TABLE " + sequence(dice) + " COMMENT = 'q" + dice.number() + "'"}};
}
SchemaChange drop_sequence(Dice& dice) {
    return {"drop a sequence", {"DROP SEQUENCE " + sequence(dice)}};
}
SchemaChange rename_sequence(Dice& dice) {
    return {"rename a sequence", {"RENAME TABLE " + sequence(dice) + " TO " + dice.new_name()}};
}

SchemaChange grant(Dice& dice) {
    const auto column = dice.column();
    const std::string what = dice.one(
        {"SELECT ON " + column[0], "INSERT, UPDATE ON " + column[0],
         "SELECT (" + column[1] + ") ON " + column[0], "UPDATE (" + column[1] + ") ON " + column[0],
         "DELETE ON *", "CREATE ON *", "SELECT ON " + view(dice), "SELECT ON " + sequence(dice),
         "EXECUTE ON FUNCTION twice", "ALTER ROUTINE ON PROCEDURE twice"});
    return {
        "grant",
        {"GRANT " + what + " TO " + granted_user() + (dice.chance(4) ? " WITH GRANT OPTION" : "")}};
}
SchemaChange revoke(Dice& dice) {
    const auto found = dice.row(
        "SELECT privilege_type, table_name FROM information_schema.table_privileges JOIN "
        "information_schema.tables USING (table_schema, table_name) WHERE table_schema = "
        "DATABASE() ORDER BY 1, 2");
    return {"revoke",
            {"REVOKE " + found[0] + " ON " + backquoted(found[1]) + " FROM " + granted_user()}};
}
SchemaChange revoke_from_database(Dice& dice) {
    const std::string privilege = dice.name(
        "SELECT privilege_type FROM information_schema.schema_privileges WHERE "
        "table_schema = DATABASE() ORDER BY 1");
    return {"revoke from the database", {"REVOKE " + privilege + " ON * FROM " + granted_user()}};
}

}  // namespace

const std::vector<SchemaChangeKind>& changes_of_programs() {
    static const std::vector<SchemaChangeKind> all = {define_view,
                                                      define_view,
                                                      define_view_by_another,
                                                      define_view_in_latin1,
                                                      drop_view,
                                                      rename_view,
                                                      define_function,
                                                      define_procedure,
                                                      alter_function,
                                                      define_in_latin1,
                                                      define_with_sql_mode,
                                                      drop_routine,
                                                      define_package,
                                                      add_trigger,
                                                      add_trigger_beside,
                                                      change_trigger,
                                                      drop_trigger,
                                                      add_event,
                                                      alter_event,
                                                      alter_event,
                                                      drop_event,
                                                      add_sequence,
                                                      alter_sequence,
                                                      comment_sequence,
                                                      drop_sequence,
                                                      rename_sequence,
                                                      grant,
                                                      grant,
                                                      grant,
                                                      revoke,
                                                      revoke_from_database};
    return all;
}

}  // namespace retort_test
