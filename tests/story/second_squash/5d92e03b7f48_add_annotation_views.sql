-- add annotation views
--
-- retort:revision 5d92e03b7f48
-- retort:down_revision a40f8c27e19b

-- retort:upgrade
CREATE VIEW annotation_counts AS
SELECT annotation_sources.name AS source, count(gene_annotations.id) AS annotations
FROM annotation_sources
LEFT JOIN gene_annotations ON gene_annotations.source = annotation_sources.name
GROUP BY annotation_sources.name;

CREATE VIEW annotation_freshness AS
SELECT source, min(updated_at) AS oldest, max(updated_at) AS newest
FROM gene_annotations GROUP BY source;

CREATE VIEW genes_without_annotations AS
SELECT id, approved_symbol FROM genes
WHERE NOT EXISTS (SELECT 1 FROM gene_annotations WHERE gene_annotations.gene_id = genes.id);

-- retort:downgrade
DROP VIEW genes_without_annotations;
DROP VIEW annotation_freshness;
DROP VIEW annotation_counts;
