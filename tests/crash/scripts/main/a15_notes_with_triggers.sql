-- notes with triggers
--
-- retort:revision a15
-- retort:down_revision a14

-- retort:upgrade
CREATE TABLE note (id INTEGER PRIMARY KEY, sample_id INTEGER REFERENCES sample (id), line TEXT);
CREATE TRIGGER note_added AFTER INSERT ON note
BEGIN
    INSERT INTO note_text (rowid, note) VALUES (1000 + new.id, new.line);
    INSERT INTO change_log (entry) VALUES (CASE WHEN new.line = '' THEN 'empty' ELSE 'note' END);
END;
INSERT INTO note (sample_id, line) VALUES (1, 'first; note'), (2, ''), (NULL, 'third');

-- retort:downgrade
DROP TRIGGER note_added;
DROP TABLE note;
