-- a materialised view
-- retort:revision k11
-- retort:down_revision k10

-- retort:upgrade
CREATE MATERIALIZED VIEW team_size AS SELECT team_id, count(*) AS people FROM person GROUP BY 1;
CREATE UNIQUE INDEX team_size_team ON team_size (team_id);
INSERT INTO ran VALUES ('k11');

-- retort:downgrade
DROP MATERIALIZED VIEW team_size;
DELETE FROM ran WHERE revision = 'k11';
