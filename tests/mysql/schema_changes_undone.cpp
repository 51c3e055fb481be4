#include "schema_changes.hpp"

#include <regex>

namespace retort_test {
namespace {

using Dice = SchemaDice;

SchemaChange nothing(const char* name, std::vector<std::string> statements) {
    return {name, std::move(statements), true};
}

SchemaChange comment_and_back(Dice& dice) {
    const auto column = dice.column();
    const std::string modify = "ALTER TABLE " + column[0] + " MODIFY " + column[1] + " ";
    const std::string definition = dice.definition(column[0], column[1]);
    return nothing(
        "a comment, and back",
        {modify + std::regex_replace(definition, std::regex("( COMMENT '.*')?$"), " COMMENT 'gone'",
                                     std::regex_constants::format_first_only),
         modify + definition});
}
SchemaChange rebuild(Dice& dice) {
    return nothing("rebuild",
                   {"ALTER TABLE " + dice.table() + dice.one({" FORCE", " ORDER BY 1"})});
}
SchemaChange rename_and_back(Dice& dice) {
    const std::string table = dice.table();
    const std::string other = dice.new_name();
    return nothing("another name, and back", {"RENAME TABLE " + table + " TO " + other,
                                              "RENAME TABLE " + other + " TO " + table});
}
SchemaChange drop_and_add_index(Dice& dice) {
    const auto found = dice.row(
        "SELECT DISTINCT CAST(table_name AS BINARY), index_name FROM information_schema.statistics "
        "WHERE table_schema = DATABASE() AND index_name <> 'PRIMARY' ORDER BY 1, 2");
    const std::string table = backquoted(found[0]);
    const std::string key = backquoted(found[1]);
    const std::string line = dice.index_line(table, key);
    return nothing("an index again",
                   {"ALTER TABLE " + table + " DROP INDEX " + key + ", ADD " + line});
}
SchemaChange drop_and_add_foreign_key(Dice& dice) {
    const auto found = dice.row(
        "SELECT CAST(table_name AS BINARY), constraint_name FROM "
        "information_schema.referential_constraints WHERE constraint_schema = DATABASE() ORDER BY "
        "1, 2");
    const std::string table = "ALTER TABLE " + backquoted(found[0]);
    const std::string line = dice.line(backquoted(found[0]), "CONSTRAINT " + backquoted(found[1]));
    return nothing("a foreign key again",
                   {table + " DROP FOREIGN KEY " + backquoted(found[1]), table + " ADD " + line});
}
SchemaChange no_action(Dice& dice) {
    const std::string line = dice.line("child", "CONSTRAINT `child_ibfk_1`");
    if (line.find(" ON ") != std::string::npos) {
        throw NothingThere();
    }
    return nothing("restrict is no action",
                   {"ALTER TABLE child DROP FOREIGN KEY child_ibfk_1",
                    "ALTER TABLE child ADD " + line + " ON DELETE NO ACTION"});
}
SchemaChange drop_and_add_check(Dice& dice) {
    const auto found = dice.row(
        "SELECT CAST(table_name AS BINARY), constraint_name FROM "
        "information_schema.check_constraints WHERE constraint_schema = DATABASE() AND "
        "level = 'Table' ORDER BY 1, 2");
    const std::string table = backquoted(found[0]);
    const std::string line = dice.line(table, "CONSTRAINT " + backquoted(found[1]));
    return nothing("a check again",
                   {"ALTER TABLE " + table + " DROP CONSTRAINT " + backquoted(found[1]),
                    "ALTER TABLE " + table + " ADD " + line});
}
SchemaChange add_and_drop(Dice& dice) {
    const std::string name = dice.new_name();
    const auto column = dice.column();
    const std::string table = "ALTER TABLE " + column[0];
    const std::vector<std::vector<std::string>> pairs = {
        {"CREATE TABLE " + name + " (a INT)", "DROP TABLE " + name},
        {table + " ADD COLUMN " + name + " " + dice.random_column(),
         table + " DROP COLUMN " + name},
        {table + " ADD INDEX " + name + " (" + column[1] + ")", table + " DROP INDEX " + name},
        {table + " ADD CONSTRAINT " + name + " CHECK (1 < 2)", table + " DROP CONSTRAINT " + name},
        {"CREATE VIEW " + name + " AS SELECT id FROM shown", "DROP VIEW " + name},
        {"CREATE FUNCTION " + name + "() RETURNS INT RETURN 1", "DROP FUNCTION " + name},
        {"CREATE TRIGGER " + name + " AFTER DELETE ON " + column[0] + " FOR EACH ROW SET @a = 1",
         "DROP TRIGGER " + name},
        {"CREATE SEQUENCE " + name, "DROP SEQUENCE " + name},
        {"CREATE EVENT " + name + " ON SCHEDULE AT '2035-01-01' DO SET @a = 1",
         "DROP EVENT " + name},
        {"CREATE TEMPORARY TABLE " + name + " (a INT)"},
        {"GRANT SHOW VIEW ON " + column[0] + " TO " + granted_user(),
         "REVOKE SHOW VIEW ON " + column[0] + " FROM " + granted_user()},
    };
    return nothing("one that comes and goes", pairs[dice.below(pairs.size())]);
}
SchemaChange use(Dice& dice) {
    const std::string table = dice.table();
    return nothing(
        "use", {dice.one({"INSERT INTO " + table + " () VALUES ()", "ANALYZE TABLE " + table,
                          "OPTIMIZE TABLE " + table, "TRUNCATE TABLE " + table,
                          std::string("DO NEXTVAL(plain)"), std::string("DO SETVAL(counter, 77)"),
                          "ALTER TABLE " + table + " AUTO_INCREMENT = 1000",
                          "INSERT INTO shown (id) VALUES (1)"})});
}
SchemaChange view_again(Dice&) {
    return nothing("a view again", {"CREATE VIEW again AS SELECT id FROM shown",
                                    "CREATE OR REPLACE VIEW again AS SELECT id FROM shown",
                                    "CREATE OR REPLACE VIEW again AS SELECT shown.id FROM shown",
                                    "DROP VIEW again"});
}

}  // namespace

const std::vector<SchemaChangeKind>& changes_of_nothing() {
    static const std::vector<SchemaChangeKind> all = {comment_and_back,
                                                      rebuild,
                                                      rename_and_back,
                                                      drop_and_add_index,
                                                      drop_and_add_foreign_key,
                                                      no_action,
                                                      drop_and_add_check,
                                                      add_and_drop,
                                                      add_and_drop,
                                                      use,
                                                      use,
                                                      view_again};
    return all;
}

}  // namespace retort_test
