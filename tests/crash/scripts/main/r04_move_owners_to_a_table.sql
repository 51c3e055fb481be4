-- move owners to a table
--
-- retort:revision r04
-- retort:down_revision r03

-- retort:upgrade
CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO person (name) SELECT DISTINCT owner FROM sample WHERE owner IS NOT NULL ORDER BY owner;
ALTER TABLE sample ADD COLUMN person_id INTEGER REFERENCES person (id) ON DELETE SET NULL;
UPDATE sample SET person_id = (SELECT person.id FROM person WHERE person.name = sample.owner);

-- retort:downgrade
UPDATE sample SET person_id = NULL;
ALTER TABLE sample DROP COLUMN person_id;
DROP TABLE person;
