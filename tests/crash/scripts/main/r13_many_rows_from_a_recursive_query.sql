-- many rows from a recursive query
--
-- retort:revision r13
-- retort:down_revision r12

-- retort:upgrade
CREATE TABLE reading (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    value REAL NOT NULL, note TEXT
);
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
INSERT INTO reading (run_id, value, note)
SELECT 1 + i % 4, i * 0.25, printf('%.200c', char(97 + i % 26)) FROM n;
CREATE INDEX reading_run ON reading (run_id, value);

-- retort:downgrade
DROP TABLE reading;
