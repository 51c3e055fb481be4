-- The share of all genes that no more sources speak for
-- retort:object view evidence_count_percentiles

CREATE VIEW evidence_count_percentiles AS
SELECT gene_id,
       source_count,
       cume_dist() OVER (ORDER BY source_count) AS percentile
FROM evidence_source_counts;
