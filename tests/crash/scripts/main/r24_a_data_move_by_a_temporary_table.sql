-- a data move by a temporary table
--
-- retort:revision r24
-- retort:down_revision r23

-- retort:upgrade
CREATE TEMP TABLE heavy AS SELECT run_id, max(value) AS most FROM reading GROUP BY run_id;
CREATE TABLE run_peak (run_id INTEGER PRIMARY KEY REFERENCES run (id), most REAL);
INSERT INTO run_peak SELECT run_id, most FROM temp.heavy;
DROP TABLE temp.heavy;
CREATE TEMP TABLE left_behind (x);

-- retort:downgrade
DROP TABLE run_peak;
