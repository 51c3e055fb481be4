-- archive old readings
--
-- retort:revision r29
-- retort:down_revision r27

-- retort:upgrade
CREATE TABLE reading_archive AS SELECT * FROM reading WHERE id <= 40;
DELETE FROM reading WHERE id <= 40;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 80)
INSERT INTO reading_archive SELECT 1000 + i, 1, i, printf('%.300c', 'z') FROM n;

-- retort:downgrade
INSERT INTO reading (id, run_id, value, note) SELECT * FROM reading_archive WHERE id <= 40;
DROP TABLE reading_archive;
