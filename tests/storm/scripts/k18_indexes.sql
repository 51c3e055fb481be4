-- two indexes beside the readers
-- retort:revision k18
-- retort:down_revision k17

-- retort:upgrade no_transaction
SET lock_timeout = '20s';
CREATE INDEX CONCURRENTLY IF NOT EXISTS person_mood ON person (mood);
CREATE INDEX CONCURRENTLY ON person (team_id, name);
INSERT INTO ran VALUES ('k18');

-- retort:downgrade no_transaction
DELETE FROM ran WHERE revision = 'k18';
DROP INDEX CONCURRENTLY IF EXISTS person_mood;
DROP INDEX CONCURRENTLY person_team_id_name_idx;
