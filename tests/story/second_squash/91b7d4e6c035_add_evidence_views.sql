-- add evidence views
--
-- retort:revision 91b7d4e6c035
-- retort:down_revision 3c8e51fa07d2

-- retort:upgrade
CREATE VIEW evidence_source_counts AS
SELECT gene_id, count(*) AS source_count FROM gene_evidence GROUP BY gene_id;

CREATE VIEW evidence_source_totals AS
SELECT source_name, count(*) AS records, avg(confidence) AS mean_confidence
FROM gene_evidence GROUP BY source_name;

CREATE VIEW evidence_weighted AS
SELECT gene_evidence.id AS evidence_id,
       gene_evidence.gene_id,
       gene_evidence.source_name,
       gene_evidence.confidence * evidence_weights.weight AS weighted
FROM gene_evidence JOIN evidence_weights USING (source_name);

CREATE VIEW evidence_summary AS
SELECT gene_id, count(*) AS records, max(weighted) AS best, sum(weighted) AS total
FROM evidence_weighted GROUP BY gene_id;

CREATE VIEW evidence_best_source AS
SELECT gene_id, source_name, weighted
FROM (
    SELECT gene_id,
           source_name,
           weighted,
           row_number() OVER (PARTITION BY gene_id ORDER BY weighted DESC, source_name) AS place
    FROM evidence_weighted
) AS ranked
WHERE place = 1;

CREATE VIEW evidence_percentiles AS
SELECT gene_id, percent_rank() OVER (ORDER BY total) AS percentile FROM evidence_summary;

CREATE VIEW genes_without_evidence AS
SELECT id, approved_symbol FROM genes
WHERE NOT EXISTS (SELECT 1 FROM gene_evidence WHERE gene_evidence.gene_id = genes.id);

-- retort:downgrade
DROP VIEW genes_without_evidence;
DROP VIEW evidence_percentiles;
DROP VIEW evidence_best_source;
DROP VIEW evidence_summary;
DROP VIEW evidence_weighted;
DROP VIEW evidence_source_totals;
DROP VIEW evidence_source_counts;
