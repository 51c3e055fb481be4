-- swap two tables
--
-- retort:revision r23
-- retort:down_revision r22

-- retort:upgrade
CREATE TABLE price_two AS SELECT kind, size, cents FROM price;
ALTER TABLE price RENAME TO price_one;
ALTER TABLE price_two RENAME TO price;
INSERT INTO price SELECT kind, size + 10, cents FROM price_one;

-- retort:downgrade
DROP TABLE price;
ALTER TABLE price_one RENAME TO price;
