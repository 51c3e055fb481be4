-- one more value
-- retort:revision k07
-- retort:down_revision k06

-- retort:upgrade no_transaction
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'bold';
UPDATE person SET mood = 'bold' WHERE id % 5 = 0 AND gate() = 1;
INSERT INTO ran VALUES ('k07');

-- retort:downgrade
UPDATE person SET mood = 'calm' WHERE mood = 'bold';
DELETE FROM ran WHERE revision = 'k07';
