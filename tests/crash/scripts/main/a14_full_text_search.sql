-- full text search
--
-- retort:revision a14
-- retort:down_revision r13
-- retort:branch_labels search

-- retort:upgrade
CREATE VIRTUAL TABLE note_text USING fts5 (note, content='');
INSERT INTO note_text (rowid, note) SELECT id, substr(note, 1, 5) FROM reading WHERE id <= 10;

-- retort:downgrade
DROP TABLE note_text;
