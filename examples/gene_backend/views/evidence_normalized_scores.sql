-- Every record's score from 0 to 1, by its weight and by how well known its gene is
-- retort:object view evidence_normalized_scores

CREATE VIEW evidence_normalized_scores AS
SELECT weights.evidence_id,
       weights.gene_id,
       weights.source_name,
       weights.weight * (0.5 + 0.5 * percentiles.percentile) AS score
FROM evidence_classification_weights AS weights
JOIN evidence_count_percentiles AS percentiles ON percentiles.gene_id = weights.gene_id;
