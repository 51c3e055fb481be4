-- a cascade
--
-- retort:revision p05
-- retort:down_revision p04

-- retort:upgrade foreign_keys
DELETE FROM parent WHERE id = 1;
INSERT INTO done VALUES ('p05');

-- retort:downgrade foreign_keys
INSERT INTO parent VALUES (1, 'a again');
INSERT INTO child (parent_id) VALUES (1);
DELETE FROM done WHERE line = 'p05';
