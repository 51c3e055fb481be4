-- rebuild the parent table
--
-- retort:revision r06
-- retort:down_revision r05

-- retort:upgrade
PRAGMA legacy_alter_table = ON;
DROP VIEW samples_per_lab;
CREATE TABLE lab_new (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE,
    town TEXT NOT NULL DEFAULT '',
    opened TEXT NOT NULL,
    rooms INTEGER NOT NULL CHECK (rooms > 0)
);
INSERT INTO lab_new SELECT id, name, coalesce(town, ''), opened, rooms FROM lab;
DROP TABLE lab;
ALTER TABLE lab_new RENAME TO lab;
CREATE VIEW samples_per_lab AS
SELECT lab.name, count(sample.id) AS samples
FROM lab LEFT JOIN sample ON sample.lab_id = lab.id GROUP BY lab.id;

-- retort:downgrade
PRAGMA legacy_alter_table = ON;
DROP VIEW samples_per_lab;
CREATE TABLE lab_old (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, town TEXT,
    opened TEXT NOT NULL DEFAULT '2001-01-01', rooms INTEGER CHECK (rooms > 0)
);
INSERT INTO lab_old SELECT id, name, town, opened, rooms FROM lab;
DROP TABLE lab;
ALTER TABLE lab_old RENAME TO lab;
CREATE VIEW samples_per_lab AS
SELECT lab.name, count(sample.id) AS samples
FROM lab LEFT JOIN sample ON sample.lab_id = lab.id GROUP BY lab.id;
