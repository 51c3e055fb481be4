-- a constraint checked at the commit
-- retort:revision k19
-- retort:down_revision k18

-- retort:upgrade
CREATE TABLE pair (id int PRIMARY KEY, other int REFERENCES pair DEFERRABLE INITIALLY DEFERRED);
INSERT INTO pair VALUES (1, 2);
INSERT INTO pair VALUES (2, 1);
INSERT INTO ran VALUES ('k19');

-- retort:downgrade
DROP TABLE pair;
DELETE FROM ran WHERE revision = 'k19';
