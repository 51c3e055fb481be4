-- a cascade outside a transaction
--
-- retort:revision p09
-- retort:down_revision p08

-- retort:upgrade no_transaction foreign_keys
DELETE FROM parent WHERE id = 3;
INSERT INTO done SELECT 'p09 ' || count(*) FROM child;

-- retort:upgrade foreign_keys
INSERT INTO child (parent_id) VALUES (4);

-- retort:downgrade no_transaction
INSERT INTO parent (id, name) VALUES (3, 'c again');
DELETE FROM done WHERE line LIKE 'p09%';
