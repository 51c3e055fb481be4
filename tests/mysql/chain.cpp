#include "chain.hpp"

#include "fixture.hpp"

namespace retort_test {

Revisions chain() {
    return {
        script("aaa", "",
               "-- retort:upgrade\n"
               "CREATE TABLE person (id INT PRIMARY KEY, name VARCHAR(50) NOT NULL);\n"
               "INSERT INTO person VALUES (1, 'Ada'), (2, 'O''Hara');\n"
               "CREATE INDEX person_name ON person (name);\n"
               "-- retort:downgrade\n"
               "DROP INDEX person_name ON person;\n"
               "DROP TABLE person;\n"),
        script("bbb", "aaa",
               "-- retort:upgrade\n"
               "ALTER TABLE person ADD COLUMN age INT;\n"
               "UPDATE person SET age = id * 10;\n"
               "CREATE TABLE visit (id INT AUTO_INCREMENT PRIMARY KEY, person INT, FOREIGN KEY "
               "(person) REFERENCES person (id));\n"
               "INSERT INTO visit (id, person) SELECT id, id FROM person;\n"
               "-- retort:downgrade\n"
               "DROP TABLE visit;\n"
               "ALTER TABLE person DROP COLUMN age;\n"),
        script("ccc", "bbb",
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
        script("ddd", "ccc",
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

}  // namespace retort_test
