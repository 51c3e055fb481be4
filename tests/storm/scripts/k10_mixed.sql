-- sections of both kinds
-- retort:revision k10
-- retort:down_revision k09

-- retort:upgrade
CREATE TABLE mixed (id int PRIMARY KEY, text text);
INSERT INTO mixed SELECT n, 'first' FROM generate_series(1, 10) AS n;

-- retort:upgrade no_transaction
CREATE UNIQUE INDEX CONCURRENTLY mixed_text ON mixed (text, id);
INSERT INTO mixed SELECT 11, 'outside' FROM gate();
VACUUM mixed;

-- retort:upgrade
INSERT INTO mixed SELECT id + 20, 'last' FROM mixed;
INSERT INTO ran VALUES ('k10');

-- retort:downgrade
DELETE FROM mixed WHERE id > 20;

-- retort:downgrade no_transaction
DROP INDEX CONCURRENTLY mixed_text;
VACUUM mixed;

-- retort:downgrade
DROP TABLE mixed;
DELETE FROM ran WHERE revision = 'k10';
