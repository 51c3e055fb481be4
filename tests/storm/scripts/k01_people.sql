-- people
-- retort:revision k01

-- retort:upgrade
CREATE TABLE ran (revision text NOT NULL, note text);
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL);
INSERT INTO person SELECT n, 'name ' || n FROM generate_series(1, 20 * gate()) AS n;
INSERT INTO ran VALUES ('k01');

-- retort:downgrade
DROP TABLE person;
DROP TABLE ran;
