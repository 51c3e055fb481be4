-- add columns
--
-- retort:revision r05
-- retort:down_revision r04

-- retort:upgrade
ALTER TABLE lab ADD COLUMN opened TEXT NOT NULL DEFAULT '2001-01-01';
ALTER TABLE lab ADD COLUMN rooms INTEGER CHECK (rooms > 0);
UPDATE lab SET rooms = id * 2;

-- retort:downgrade
ALTER TABLE lab DROP COLUMN rooms;
ALTER TABLE lab DROP COLUMN opened;
