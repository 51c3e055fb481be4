-- A gene's score from all of its records
-- retort:object view combined_evidence_scores

CREATE VIEW combined_evidence_scores AS
SELECT gene_id,
       count(*) AS evidence_count,
       max(score) AS best_score,
       sum(score) AS raw_score
FROM evidence_normalized_scores
GROUP BY gene_id;
