-- a rebuild beside a cascade
--
-- retort:revision p06
-- retort:down_revision p05

-- retort:upgrade
CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO parent_new SELECT * FROM parent;
DROP TABLE parent;
ALTER TABLE parent_new RENAME TO parent;

-- retort:upgrade foreign_keys
DELETE FROM parent WHERE id = 2;

-- retort:upgrade
INSERT INTO done SELECT 'p06 ' || count(*) FROM child;

-- retort:downgrade foreign_keys
INSERT INTO parent VALUES (2, 'b again');

-- retort:downgrade
DELETE FROM done WHERE line LIKE 'p06%';
CREATE TABLE parent_old (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO parent_old SELECT * FROM parent;
DROP TABLE parent;
ALTER TABLE parent_old RENAME TO parent;
