-- an enumeration
-- retort:revision k06
-- retort:down_revision k05

-- retort:upgrade
CREATE TYPE mood AS ENUM ('calm', 'keen');
ALTER TABLE person ADD COLUMN mood mood NOT NULL DEFAULT 'calm';
INSERT INTO ran VALUES ('k06');

-- retort:downgrade
ALTER TABLE person DROP COLUMN mood;
DROP TYPE mood;
DELETE FROM ran WHERE revision = 'k06';
