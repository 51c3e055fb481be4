-- add gene scores
--
-- PostgreSQL keeps the scores; SQLite computes them each time.
--
-- retort:revision 7e10b4d8c5f3
-- retort:down_revision b35d7ef1a962

-- retort:upgrade
CREATE VIEW gene_overview AS
SELECT genes.id AS gene_id,
       genes.approved_symbol,
       coalesce(evidence_summary.total, 0) AS total,
       (SELECT count(*) FROM panel_genes WHERE panel_genes.gene_id = genes.id) AS panels
FROM genes LEFT JOIN evidence_summary ON evidence_summary.gene_id = genes.id;

-- retort:upgrade postgresql
CREATE MATERIALIZED VIEW gene_scores AS
SELECT gene_id, 100 * total / max(total) OVER () AS score FROM gene_overview WHERE total > 0;
CREATE UNIQUE INDEX idx_gene_scores_gene ON gene_scores (gene_id);
COMMENT ON MATERIALIZED VIEW gene_scores IS 'in percent of the best gene; refreshed at night';

-- retort:upgrade sqlite
CREATE VIEW gene_scores AS
SELECT gene_id, 100 * total / max(total) OVER () AS score FROM gene_overview WHERE total > 0;

-- retort:upgrade
CREATE VIEW gene_tiers AS
SELECT gene_id,
       score,
       CASE WHEN score >= 75 THEN 'core' WHEN score >= 25 THEN 'likely' ELSE 'open' END AS tier
FROM gene_scores;

CREATE VIEW tier_sizes AS
SELECT tier, count(*) AS genes FROM gene_tiers GROUP BY tier;

CREATE VIEW panel_scores AS
SELECT panel_genes.panel_id, avg(gene_scores.score) AS mean_score
FROM panel_genes JOIN gene_scores ON gene_scores.gene_id = panel_genes.gene_id
GROUP BY panel_genes.panel_id;

-- retort:downgrade
DROP VIEW panel_scores;
DROP VIEW tier_sizes;
DROP VIEW gene_tiers;

-- retort:downgrade sqlite
DROP VIEW gene_scores;

-- retort:downgrade postgresql
DROP MATERIALIZED VIEW gene_scores;

-- retort:downgrade
DROP VIEW gene_overview;
