-- a branch
-- retort:revision k13
-- retort:down_revision k11

-- retort:upgrade
CREATE TABLE tag (name text PRIMARY KEY);
INSERT INTO tag VALUES ('a'), ('b');
INSERT INTO ran VALUES ('k13');

-- retort:downgrade
DROP TABLE tag;
DELETE FROM ran WHERE revision = 'k13';
