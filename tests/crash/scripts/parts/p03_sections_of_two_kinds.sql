-- sections of two kinds
--
-- retort:revision p03
-- retort:down_revision p02

-- retort:upgrade
INSERT INTO done VALUES ('p03 first');
CREATE TABLE mixed (id INTEGER PRIMARY KEY);

-- retort:upgrade no_transaction
INSERT INTO mixed VALUES (1);
VACUUM;
INSERT INTO mixed VALUES (2);

-- retort:upgrade
INSERT INTO mixed SELECT id + 10 FROM mixed;
INSERT INTO done VALUES ('p03 last');

-- retort:downgrade
DELETE FROM done WHERE line LIKE 'p03%';

-- retort:downgrade no_transaction
DELETE FROM mixed WHERE id > 10;
DROP TABLE mixed;
VACUUM;
