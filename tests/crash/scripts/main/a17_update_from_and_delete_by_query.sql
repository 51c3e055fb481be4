-- update from and delete by query
--
-- retort:revision a17
-- retort:down_revision a16

-- retort:upgrade
UPDATE note SET line = line || ' of ' || sample.label FROM sample WHERE sample.id = note.sample_id;
DELETE FROM reading WHERE id IN (SELECT id FROM reading WHERE run_id = 4 ORDER BY id LIMIT 5);
CREATE TABLE strictly (id INTEGER PRIMARY KEY, data BLOB, n INT NOT NULL CHECK (n BETWEEN 0 AND 9)) STRICT;
INSERT INTO strictly VALUES (1, x'616263', 3), (2, NULL, 9);
REPLACE INTO strictly VALUES (2, x'646566', 0);

-- retort:downgrade
DROP TABLE strictly;
UPDATE note SET line = substr(line, 1, instr(line, ' of ') - 1) WHERE line LIKE '% of %';
