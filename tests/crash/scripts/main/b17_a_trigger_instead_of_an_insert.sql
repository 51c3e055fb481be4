-- a trigger instead of an insert
--
-- retort:revision b17
-- retort:down_revision b16

-- retort:upgrade
CREATE VIEW writers AS SELECT name, note_id FROM person JOIN writer ON person.id = writer.person_id;
CREATE TRIGGER writers_insert INSTEAD OF INSERT ON writers
BEGIN
    INSERT OR IGNORE INTO person (name) VALUES (new.name);
    INSERT INTO writer SELECT id, new.note_id FROM person WHERE name = new.name;
END;
INSERT INTO writers VALUES ('Dee', 3), ('Ada', 7);

-- retort:downgrade
DROP TRIGGER writers_insert;
DROP VIEW writers;
