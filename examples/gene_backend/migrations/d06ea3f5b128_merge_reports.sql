-- merge reports
--
-- retort:revision d06ea3f5b128
-- retort:down_revision e94b6c2a8f13, 81c0d6e4f7b2
-- retort:created 2025-10-13T08:00:00Z

-- retort:upgrade
ALTER TABLE gene_reports ADD COLUMN score REAL;
UPDATE gene_reports
SET score = (
    SELECT score FROM gene_posteriors WHERE gene_posteriors.gene_id = gene_reports.gene_id
);

-- retort:downgrade
ALTER TABLE gene_reports DROP COLUMN score;
