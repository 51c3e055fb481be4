-- fix gene normalization log
--
-- retort:revision fix_gene_norm_log
-- retort:down_revision 86bdb75bc293
-- retort:created 2025-09-19T07:50:12Z

-- retort:upgrade
ALTER TABLE gene_normalization_log RENAME COLUMN original_text TO original_gene_text;
ALTER TABLE gene_normalization_log ADD COLUMN hgnc_id TEXT;
ALTER TABLE gene_normalization_log ADD COLUMN final_gene_id INTEGER REFERENCES genes (id);
CREATE INDEX idx_gene_normalization_log_success ON gene_normalization_log (success);

-- retort:downgrade
DROP INDEX idx_gene_normalization_log_success;
ALTER TABLE gene_normalization_log DROP COLUMN final_gene_id;
ALTER TABLE gene_normalization_log DROP COLUMN hgnc_id;
ALTER TABLE gene_normalization_log RENAME COLUMN original_gene_text TO original_text;
