-- a trigger with a case
--
-- retort:revision r03
-- retort:down_revision r02

-- retort:upgrade
CREATE TABLE change (id INTEGER PRIMARY KEY AUTOINCREMENT, line TEXT NOT NULL);
CREATE TRIGGER sample_changed AFTER UPDATE ON sample
BEGIN
    INSERT INTO change (line)
    SELECT CASE WHEN new.owner IS NULL THEN 'lost; ' || old.label
                ELSE CASE old.owner WHEN new.owner THEN 'kept' ELSE 'moved' END
           END;
    UPDATE lab SET town = town || '' WHERE id = new.lab_id;
END;
UPDATE sample SET owner = 'Cy' WHERE label = 'b1';

-- retort:downgrade
DROP TRIGGER sample_changed;
DROP TABLE change;
