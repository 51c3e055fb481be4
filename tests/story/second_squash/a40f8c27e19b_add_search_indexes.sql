-- add search indexes
--
-- retort:revision a40f8c27e19b
-- retort:down_revision 91b7d4e6c035

-- retort:upgrade
CREATE UNIQUE INDEX idx_genes_symbol_lower ON genes (lower(approved_symbol));
CREATE INDEX idx_gene_evidence_confident ON gene_evidence (gene_id) WHERE confidence >= 0.9;

-- retort:upgrade postgresql
CREATE INDEX idx_genes_aliases ON genes USING gin (aliases);
CREATE INDEX idx_gene_annotations_annotations
    ON gene_annotations USING gin (annotations jsonb_path_ops);

-- retort:downgrade postgresql
DROP INDEX idx_gene_annotations_annotations;
DROP INDEX idx_genes_aliases;

-- retort:downgrade
DROP INDEX idx_gene_evidence_confident;
DROP INDEX idx_genes_symbol_lower;
