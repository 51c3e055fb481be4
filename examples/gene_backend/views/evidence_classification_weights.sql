-- What a record counts for: the weight of its source, and less the weaker the record is
-- retort:object view evidence_classification_weights

CREATE VIEW evidence_classification_weights AS
SELECT classified.evidence_id,
       classified.gene_id,
       classified.source_name,
       classified.classification,
       evidence_weights.weight * CASE classified.classification
           WHEN 'definitive' THEN 1.0
           WHEN 'moderate' THEN 0.7
           ELSE 0.3
       END AS weight
FROM (
    SELECT id AS evidence_id,
           gene_id,
           source_name,
           CASE
               WHEN confidence >= 0.8 THEN 'definitive'
               WHEN confidence >= 0.5 THEN 'moderate'
               ELSE 'limited'
           END AS classification
    FROM gene_evidence
) AS classified
JOIN evidence_weights ON evidence_weights.source_name = classified.source_name;
