-- drop a column and what used it
--
-- retort:revision r09
-- retort:down_revision r07

-- retort:upgrade
DROP TRIGGER sample_changed;
DROP INDEX sample_label;
ALTER TABLE sample DROP COLUMN owner;
CREATE UNIQUE INDEX sample_label ON sample (label);

-- retort:downgrade
DROP INDEX sample_label;
ALTER TABLE sample ADD COLUMN owner TEXT;
UPDATE sample SET owner = (SELECT name FROM person WHERE person.id = person_id);
CREATE UNIQUE INDEX sample_label ON sample (label) WHERE owner IS NOT NULL;
CREATE TRIGGER sample_changed AFTER UPDATE ON sample
BEGIN
    INSERT INTO change_log (entry) SELECT CASE WHEN new.owner IS NULL THEN 'lost' ELSE 'kept' END;
END;
