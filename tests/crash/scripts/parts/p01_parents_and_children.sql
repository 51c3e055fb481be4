-- parents and children
--
-- retort:revision p01

-- retort:upgrade
CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE child (
    id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE
);
INSERT INTO parent VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd');
INSERT INTO child (parent_id) VALUES (1), (1), (2), (3), (4), (4);
CREATE TABLE done (line TEXT);

-- retort:downgrade
DROP TABLE done;
DROP TABLE child;
DROP TABLE parent;
