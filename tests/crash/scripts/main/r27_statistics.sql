-- statistics
--
-- retort:revision r27
-- retort:down_revision r26

-- retort:upgrade
ANALYZE reading;
CREATE INDEX reading_note ON reading (note, id);
REINDEX reading_run;
SELECT count(*) FROM reading;

-- retort:downgrade
DROP INDEX reading_note;
DROP TABLE sqlite_stat1;
