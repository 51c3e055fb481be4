-- a script that turns enforcement on
--
-- retort:revision p07
-- retort:down_revision p06

-- retort:upgrade no_transaction
PRAGMA foreign_keys = ON;
INSERT INTO done VALUES ('p07');

-- retort:upgrade
CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, size INTEGER);
INSERT INTO parent_new (id, name) SELECT id, name FROM parent;
DROP TABLE parent;
ALTER TABLE parent_new RENAME TO parent;
INSERT INTO done SELECT 'p07 ' || count(*) FROM child;

-- retort:downgrade
DELETE FROM done WHERE line LIKE 'p07%';
ALTER TABLE parent DROP COLUMN size;
