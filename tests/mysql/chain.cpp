#include "chain.hpp"

#include "fixture.hpp"

#include <fmt/format.h>

namespace retort_test {
namespace {

std::vector<Source> sources() {
    return {
        script_text("aaa", "",
                    "-- retort:upgrade\n"
                    "CREATE TABLE person (id INT PRIMARY KEY, name VARCHAR(50) NOT NULL);\n"
                    "INSERT INTO person VALUES (1, 'Ada'), (2, 'O''Hara');\n"
                    "CREATE INDEX person_name ON person (name);\n"
                    "-- retort:downgrade\n"
                    "DROP INDEX person_name ON person;\n"
                    "DROP TABLE person;\n"),
        script_text(
            "bbb", "aaa",
            "-- retort:upgrade\n"
            "ALTER TABLE person ADD COLUMN age INT;\n"
            "UPDATE person SET age = id * 10;\n"
            "CREATE TABLE visit (id INT AUTO_INCREMENT PRIMARY KEY, person INT, FOREIGN KEY "
            "(person) REFERENCES person (id));\n"
            "INSERT INTO visit (id, person) SELECT id, id FROM person;\n"
            "-- retort:downgrade\n"
            "DROP TABLE visit;\n"
            "ALTER TABLE person DROP COLUMN age;\n"),
        script_text(
            "ccc", "bbb",
            "-- retort:upgrade\n"
            "SET sql_mode = 'ANSI_QUOTES';\n"
            "CREATE VIEW \"adult\" AS SELECT id FROM person WHERE age > 15;\n"
            "DELIMITER //\n"
            "CREATE PROCEDURE grow(n INT)\nBEGIN\n  UPDATE person SET age = age + n;\nEND//\n"
            "CREATE TRIGGER named BEFORE INSERT ON person FOR EACH ROW BEGIN SET NEW.name = "
            "upper(NEW.name); END//\n"
            "DELIMITER ;\n"
            "INSERT INTO person VALUES (3, 'low', 5);\n"
            "-- retort:downgrade\n"
            "DELETE FROM person WHERE id = 3;\n"
            "DROP TRIGGER named;\n"
            "DROP PROCEDURE grow;\n"
            "DROP VIEW adult;\n"),
        script_text("ddd", "ccc",
                    "-- retort:upgrade no_transaction\n"
                    "START TRANSACTION;\n"
                    "INSERT INTO person VALUES (4, 'four', 40);\n"
                    "DELETE FROM visit WHERE person = 1;\n"
                    "COMMIT;\n"
                    "RENAME TABLE visit TO visits;\n"
                    "ANALYZE TABLE visits;\n"
                    "ALTER TABLE visits ADD at DATETIME, ADD KEY (at);\n"
                    "CREATE TABLE gone (a INT);\n"
                    "DROP TABLE gone;\n"
                    "-- retort:downgrade\n"
                    "ALTER TABLE visits DROP COLUMN at;\n"
                    "RENAME TABLE visits TO visit;\n"
                    "INSERT INTO visit (id, person) VALUES (1, 1);\n"
                    "DELETE FROM person WHERE id = 4;\n"),
    };
}

/// Statements of every kind, each time on tables of their own.
std::string sections_of(std::size_t number) {
    const char* const kinds[] = {
        "-- retort:upgrade\n"
        "CREATE TABLE t{0} (id INT PRIMARY KEY, note VARCHAR(9));\n"
        "INSERT INTO t{0} VALUES (1, 'one'), (2, 'two');\n"
        "-- retort:downgrade\n"
        "DROP TABLE t{0};\n",
        "-- retort:upgrade\n"
        "ALTER TABLE person ADD COLUMN c{0} INT NOT NULL DEFAULT 7;\n"
        "UPDATE person SET c{0} = c{0} + id;\n"
        "-- retort:downgrade\n"
        "ALTER TABLE person DROP COLUMN c{0};\n",
        "-- retort:upgrade\n"
        "CREATE VIEW v{0} AS SELECT id, name FROM person;\n"
        "CREATE INDEX i{0} ON person (age, id);\n"
        "-- retort:downgrade\n"
        "DROP INDEX i{0} ON person;\n"
        "DROP VIEW v{0};\n",
        "-- retort:upgrade\n"
        "CREATE TABLE s{0} (id INT) COMMENT 'kept';\n"
        "RENAME TABLE s{0} TO r{0};\n"
        "ALTER TABLE r{0} MODIFY id BIGINT NOT NULL;\n"
        "-- retort:downgrade\n"
        "ALTER TABLE r{0} MODIFY id INT;\n"
        "DROP TABLE r{0};\n",
    };
    return fmt::format(fmt::runtime(kinds[number % 4]), number);
}

const char* const calling =
    "-- retort:upgrade\n"
    "CREATE TABLE called (id INT PRIMARY KEY);\n"
    "CALL grow(100);\n"
    "INSERT INTO called VALUES (1);\n"
    "-- retort:downgrade\n"
    "DROP TABLE called;\n"
    "CALL grow(-100);\n";

}  // namespace

Revisions chain() {
    return Revisions(sources());
}

Revisions long_chain() {
    std::vector<Source> all = sources();
    std::string parent = "ddd";
    for (std::size_t number = 5; number <= 20; ++number) {
        const std::string id = fmt::format("r{:02}", number);
        all.emplace_back(script_text(id, parent, number == 12 ? calling : sections_of(number)));
        parent = id;
    }
    return Revisions(all);
}

bool call_took_effect(ServerClient& client, Direction direction) {
    const bool grown = client.value("SELECT age > 100 FROM person WHERE id = 1") == "1";
    return grown == (direction == Direction::upgrade);
}

}  // namespace retort_test
