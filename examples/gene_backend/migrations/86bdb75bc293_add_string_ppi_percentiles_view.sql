-- add string ppi percentiles view
--
-- retort:revision 86bdb75bc293
-- retort:down_revision fix_gene_staging_cols
-- retort:created 2025-09-17T13:05:59Z

-- retort:upgrade
CREATE VIEW string_ppi_percentiles AS
SELECT genes.id AS gene_id,
       genes.approved_symbol,
       CAST(gene_annotations.annotations ->> 'score' AS DOUBLE PRECISION) AS ppi_score,
       percent_rank() OVER (
           ORDER BY CAST(gene_annotations.annotations ->> 'score' AS DOUBLE PRECISION)
       ) AS percentile
FROM genes JOIN gene_annotations ON gene_annotations.gene_id = genes.id
WHERE gene_annotations.source = 'string_ppi';

-- retort:downgrade
DROP VIEW string_ppi_percentiles;
