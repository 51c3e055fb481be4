-- several sections
--
-- retort:revision r11
-- retort:down_revision r10

-- retort:upgrade
CREATE TABLE run (id INTEGER PRIMARY KEY, sample_id INTEGER REFERENCES sample (id), at TEXT);

-- retort:upgrade postgresql
CREATE INDEX run_at ON run USING brin (at);

-- retort:upgrade sqlite, mysql
CREATE INDEX run_at ON run (at);

-- retort:upgrade sqlite
INSERT INTO run (sample_id, at) SELECT id, printf('2024-01-%02d', id) FROM sample;

-- retort:downgrade
DROP INDEX run_at;

-- retort:downgrade
DROP TABLE run;
