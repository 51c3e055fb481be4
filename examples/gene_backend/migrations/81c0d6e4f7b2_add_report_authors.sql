-- add report authors
--
-- retort:revision 81c0d6e4f7b2
-- retort:down_revision 2b1f7d90ae35
-- retort:created 2025-10-06T17:30:10Z

-- retort:upgrade
ALTER TABLE gene_reports ADD COLUMN author_id INTEGER REFERENCES users (id) ON DELETE SET NULL;

-- retort:downgrade
ALTER TABLE gene_reports DROP COLUMN author_id;
