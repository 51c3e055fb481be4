-- What each source has contributed
-- retort:object view evidence_summary

CREATE VIEW evidence_summary AS
SELECT gene_evidence.source_name,
       evidence_weights.weight,
       count(*) AS records,
       count(DISTINCT gene_evidence.gene_id) AS genes,
       avg(gene_evidence.confidence) AS mean_confidence
FROM gene_evidence
JOIN evidence_weights ON evidence_weights.source_name = gene_evidence.source_name
GROUP BY gene_evidence.source_name, evidence_weights.weight;
