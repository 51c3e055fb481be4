-- a transaction of the script's own
-- retort:revision k12
-- retort:down_revision k11

-- retort:upgrade no_transaction
BEGIN;
CREATE TABLE ledger (id int PRIMARY KEY, amount int);
INSERT INTO ledger SELECT n, n * gate() FROM generate_series(1, 5) AS n;
COMMIT;
INSERT INTO ran VALUES ('k12');

-- retort:downgrade no_transaction
BEGIN;
DROP TABLE ledger;
DELETE FROM ran WHERE revision = 'k12';
COMMIT;
