-- How many sources speak for a gene, and how sure the surest of them is
-- retort:object view evidence_source_counts

CREATE VIEW evidence_source_counts AS
SELECT gene_id,
       count(DISTINCT source_name) AS source_count,
       max(confidence) AS best_confidence
FROM gene_evidence
GROUP BY gene_id;
