-- keys without rowid and generated columns
--
-- retort:revision r12
-- retort:down_revision r11

-- retort:upgrade
CREATE TABLE price (
    kind TEXT NOT NULL, size INTEGER NOT NULL, cents INTEGER NOT NULL,
    euros REAL GENERATED ALWAYS AS (cents / 100.0) VIRTUAL,
    PRIMARY KEY (kind, size)
) WITHOUT ROWID;
CREATE INDEX price_lower ON price (lower(kind)) WHERE cents > 100;
INSERT INTO price (kind, size, cents) VALUES ('Tube', 1, 99), ('Tube', 2, 150), ('BOX', 1, 1000);

-- retort:downgrade
DROP TABLE price;
