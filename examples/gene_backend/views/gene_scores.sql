-- Score of every gene from all evidence, in percent of the best one
--
-- PostgreSQL keeps the rows; `objects refresh gene_scores` fills them anew, and the unique index
-- lets readers go on meanwhile.
--
-- retort:object materialized_view gene_scores

-- retort:create postgresql
CREATE MATERIALIZED VIEW gene_scores AS
SELECT genes.id AS gene_id,
       genes.approved_symbol,
       scores.evidence_count,
       scores.raw_score,
       100 * scores.raw_score / max(scores.raw_score) OVER () AS percentage_score
FROM genes JOIN combined_evidence_scores AS scores ON scores.gene_id = genes.id;
CREATE UNIQUE INDEX idx_gene_scores_gene_id ON gene_scores (gene_id);

-- retort:create sqlite, mysql
CREATE VIEW gene_scores AS
SELECT genes.id AS gene_id,
       genes.approved_symbol,
       scores.evidence_count,
       scores.raw_score,
       100 * scores.raw_score / max(scores.raw_score) OVER () AS percentage_score
FROM genes JOIN combined_evidence_scores AS scores ON scores.gene_id = genes.id;
