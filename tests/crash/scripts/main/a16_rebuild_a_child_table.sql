-- rebuild a child table
--
-- retort:revision a16
-- retort:down_revision a15

-- retort:upgrade
CREATE TABLE note_new (
    id INTEGER PRIMARY KEY,
    sample_id INTEGER NOT NULL REFERENCES sample (id) ON DELETE CASCADE,
    line TEXT NOT NULL
);
INSERT INTO note_new SELECT id, coalesce(sample_id, 3), line FROM note;
DROP TABLE note;
ALTER TABLE note_new RENAME TO note;
INSERT INTO note VALUES (1, 1, 'again') ON CONFLICT (id) DO UPDATE SET line = line || '+';

-- retort:downgrade
CREATE TABLE note_old (id INTEGER PRIMARY KEY, sample_id INTEGER REFERENCES sample (id), line TEXT);
INSERT INTO note_old SELECT * FROM note;
DROP TABLE note;
ALTER TABLE note_old RENAME TO note;
CREATE TRIGGER note_added AFTER INSERT ON note
BEGIN
    INSERT INTO change_log (entry) VALUES ('note');
END;
