-- the last one
--
-- retort:revision p10
-- retort:down_revision p09

-- retort:upgrade
INSERT INTO done VALUES ('p10');

-- retort:downgrade
DELETE FROM done WHERE line = 'p10';
