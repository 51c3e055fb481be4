-- a view
-- retort:revision k05
-- retort:down_revision k04

-- retort:upgrade
CREATE VIEW member AS SELECT p.name, t.title FROM person AS p JOIN team AS t ON t.id = p.team_id;
INSERT INTO ran VALUES ('k05');

-- retort:downgrade
DROP VIEW member;
DELETE FROM ran WHERE revision = 'k05';
