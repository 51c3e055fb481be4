-- tidy
--
-- retort:revision r30
-- retort:down_revision r29

-- retort:upgrade
DROP TABLE price_one;
DROP TABLE busy_copy;
UPDATE sample SET mass = mass * 2 WHERE person_id IS NOT NULL;

-- retort:downgrade
UPDATE sample SET mass = mass / 2 WHERE person_id IS NOT NULL;
CREATE TABLE busy_copy (name);
CREATE TABLE price_one (
    kind TEXT NOT NULL, size INTEGER NOT NULL, cents INTEGER NOT NULL,
    euros REAL GENERATED ALWAYS AS (cents / 100.0) VIRTUAL,
    PRIMARY KEY (kind, size)
) WITHOUT ROWID;
