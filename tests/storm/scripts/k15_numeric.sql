-- a column changes its type
-- retort:revision k15
-- retort:down_revision k14

-- retort:upgrade
ALTER TABLE ledger ALTER COLUMN amount TYPE numeric(10, 2) USING amount / 2.0;
INSERT INTO ran VALUES ('k15');

-- retort:downgrade
ALTER TABLE ledger ALTER COLUMN amount TYPE int USING (amount * 2)::int;
DELETE FROM ran WHERE revision = 'k15';
