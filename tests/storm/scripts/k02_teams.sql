-- teams
-- retort:revision k02
-- retort:down_revision k01

-- retort:upgrade
CREATE TABLE team (id int PRIMARY KEY, title text);
ALTER TABLE person ADD COLUMN team_id int REFERENCES team;
INSERT INTO ran VALUES ('k02');

-- retort:downgrade
ALTER TABLE person DROP COLUMN team_id;
DROP TABLE team;
DELETE FROM ran WHERE revision = 'k02';
