-- a foreign key of two columns
--
-- retort:revision r26
-- retort:down_revision r25

-- retort:upgrade
CREATE TABLE shelf (room TEXT, place INTEGER, PRIMARY KEY (room, place));
INSERT INTO shelf VALUES ('x', 1), ('x', 2), ('y', 1);
CREATE TABLE stored (
    sample_id INTEGER PRIMARY KEY REFERENCES sample (id), room TEXT, place INTEGER,
    FOREIGN KEY (room, place) REFERENCES shelf (room, place) ON UPDATE CASCADE
);
INSERT INTO stored VALUES (1, 'x', 1), (2, 'y', 1), (3, NULL, 5);

-- retort:downgrade
DROP TABLE stored;
DROP TABLE shelf;
