-- rename a table
--
-- retort:revision r07
-- retort:down_revision r06

-- retort:upgrade
ALTER TABLE change RENAME TO change_log;
ALTER TABLE sample RENAME COLUMN weight TO mass;
ALTER TABLE change_log RENAME COLUMN line TO entry;
INSERT INTO change_log (entry) VALUES ('renamed');

-- retort:downgrade
DELETE FROM change_log WHERE entry = 'renamed';
ALTER TABLE change_log RENAME COLUMN entry TO line;
ALTER TABLE sample RENAME COLUMN mass TO weight;
ALTER TABLE change_log RENAME TO change;
