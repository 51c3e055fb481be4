-- statements outside a transaction
--
-- retort:revision p02
-- retort:down_revision p01

-- retort:upgrade no_transaction
CREATE TABLE wide (id INTEGER PRIMARY KEY, text TEXT);
INSERT INTO wide (text) VALUES ('one'), ('two');
VACUUM;
PRAGMA user_version = 7;
INSERT INTO done VALUES ('p02');
PRAGMA cache_size = 50;
CREATE INDEX wide_text ON wide (text);

-- retort:downgrade no_transaction
PRAGMA user_version = 0;
DELETE FROM done WHERE line = 'p02';
DROP TABLE wide;
VACUUM;
