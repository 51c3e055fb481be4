-- a setting and a temporary table
-- retort:revision k17
-- retort:down_revision k16

-- retort:upgrade
SET LOCAL work_mem = '8MB';
CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS SELECT id FROM person WHERE id % 4 = 0;
DELETE FROM person WHERE id IN (SELECT id FROM chosen) AND id > 12;
INSERT INTO ran VALUES ('k17');

-- retort:downgrade
INSERT INTO person (id, name, team_id) VALUES (16, 'name 16', 1), (20, 'name 20', 1);
DELETE FROM ran WHERE revision = 'k17';
