-- transactions of its own
--
-- retort:revision p04
-- retort:down_revision p03

-- retort:upgrade no_transaction
BEGIN;
CREATE TABLE own (id INTEGER PRIMARY KEY, line TEXT NOT NULL);
INSERT INTO own (line) VALUES ('begun');
COMMIT;
BEGIN IMMEDIATE;
INSERT INTO own (line) VALUES ('rolled back');
ROLLBACK;
INSERT INTO own (line) VALUES ('alone');
BEGIN;
SAVEPOINT inner_one;
INSERT INTO own (line) VALUES ('forgotten');
ROLLBACK TO inner_one;
INSERT INTO own (line) VALUES ('kept');
RELEASE inner_one;
END;
SAVEPOINT outer_one;
INSERT INTO own (line) VALUES ('by savepoint');
RELEASE outer_one;

-- retort:downgrade no_transaction
BEGIN;
DELETE FROM own;
ROLLBACK;
BEGIN EXCLUSIVE;
DROP TABLE own;
COMMIT TRANSACTION;
