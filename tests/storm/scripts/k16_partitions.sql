-- partitions
-- retort:revision k16
-- retort:down_revision k15

-- retort:upgrade
CREATE TABLE event (at int NOT NULL, what text) PARTITION BY RANGE (at);
CREATE TABLE event_low PARTITION OF event FOR VALUES FROM (0) TO (100);
CREATE TABLE event_high PARTITION OF event FOR VALUES FROM (100) TO (200);
INSERT INTO event SELECT n * 7, 'seen' FROM generate_series(1, 20) AS n;
INSERT INTO ran VALUES ('k16');

-- retort:downgrade
DROP TABLE event;
DELETE FROM ran WHERE revision = 'k16';
