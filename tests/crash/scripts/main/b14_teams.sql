-- teams
--
-- retort:revision b14
-- retort:down_revision r13
-- retort:branch_labels staff

-- retort:upgrade
CREATE TABLE team (id INTEGER PRIMARY KEY, lead INTEGER REFERENCES person (id), parent INTEGER REFERENCES team (id) ON DELETE CASCADE);
INSERT INTO team VALUES (1, 1, NULL), (2, 2, 1), (3, NULL, 2);
CREATE VIEW busy_lab AS SELECT name FROM samples_per_lab WHERE samples > 1;
CREATE TABLE busy_copy AS SELECT * FROM busy_lab;

-- retort:downgrade
DROP TABLE busy_copy;
DROP VIEW busy_lab;
DROP TABLE team;
