-- labs and samples
--
-- retort:revision r01

-- retort:upgrade
CREATE TABLE lab (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, town TEXT);
CREATE TABLE sample (
    id INTEGER PRIMARY KEY,
    lab_id INTEGER NOT NULL REFERENCES lab (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    owner TEXT,
    weight REAL DEFAULT 1.5
);
INSERT INTO lab VALUES (1, 'north', 'Kiel'), (2, 'south', 'Ulm'), (3, 'ea;st', 'G''oerlitz');
INSERT INTO sample (lab_id, label, owner)
VALUES (1, 'a;1', 'Ada'), (1, 'a2', 'Bo'), (2, 'b1', 'Ada'), (3, 'c1', NULL);

-- retort:downgrade
DROP TABLE sample;
DROP TABLE lab;
