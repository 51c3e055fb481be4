-- rebuild a table that names itself
--
-- retort:revision r21
-- retort:down_revision r20

-- retort:upgrade
CREATE TABLE team_new (
    id INTEGER PRIMARY KEY, lead INTEGER REFERENCES person (id),
    parent INTEGER REFERENCES team (id) ON DELETE CASCADE, title TEXT NOT NULL DEFAULT 'team'
);
INSERT INTO team_new (id, lead, parent) SELECT id, lead, parent FROM team;
DROP TABLE team;
ALTER TABLE team_new RENAME TO team;

-- retort:downgrade
ALTER TABLE team DROP COLUMN title;
