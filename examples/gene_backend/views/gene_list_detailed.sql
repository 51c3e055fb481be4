-- The list that the backend shows: genes with their score and what else there is about them
-- retort:object view gene_list_detailed

CREATE VIEW gene_list_detailed AS
SELECT genes.id AS gene_id,
       genes.hgnc_id,
       genes.approved_symbol,
       gene_scores.evidence_count,
       gene_scores.percentage_score,
       CASE
           WHEN gene_scores.percentage_score >= 70 THEN 'high'
           WHEN gene_scores.percentage_score >= 30 THEN 'medium'
           ELSE 'low'
       END AS score_tier,
       (SELECT count(*) FROM gene_annotations
        WHERE gene_annotations.gene_id = genes.id) AS annotation_count,
       (SELECT count(*) FROM gene_reports
        WHERE gene_reports.gene_id = genes.id) AS report_count
FROM gene_scores JOIN genes ON genes.id = gene_scores.gene_id;
