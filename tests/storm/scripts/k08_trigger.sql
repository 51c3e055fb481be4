-- a trigger
-- retort:revision k08
-- retort:down_revision k07

-- retort:upgrade
CREATE TABLE renaming (person_id int, old text);
CREATE FUNCTION note_renaming() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO renaming VALUES (OLD.id, OLD.name);
    RETURN NEW;
END $$;
CREATE TRIGGER renaming AFTER UPDATE OF name ON person
    FOR EACH ROW EXECUTE FUNCTION note_renaming();
UPDATE person SET name = upper(name) WHERE id < 5;
INSERT INTO ran VALUES ('k08');

-- retort:downgrade
DROP TRIGGER renaming ON person;
DROP FUNCTION note_renaming();
DROP TABLE renaming;
DELETE FROM ran WHERE revision = 'k08';
