-- staff that writes notes
--
-- retort:revision b16
-- retort:down_revision b14
-- retort:depends_on a15

-- retort:upgrade
CREATE TABLE writer (person_id INTEGER REFERENCES person (id), note_id INTEGER, UNIQUE (person_id, note_id));
INSERT INTO writer SELECT person.id, note.id FROM person, note WHERE note.id <= person.id;

-- retort:downgrade
DROP TABLE writer;
