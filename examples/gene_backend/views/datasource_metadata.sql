-- How complete and how fresh the annotations of each source are
-- retort:object view datasource_metadata

CREATE VIEW datasource_metadata AS
SELECT annotation_sources.name,
       annotation_sources.display_name,
       annotation_sources.update_frequency,
       count(gene_annotations.id) AS annotated_genes,
       max(gene_annotations.updated_at) AS last_updated_at
FROM annotation_sources
LEFT JOIN gene_annotations ON gene_annotations.source = annotation_sources.name
GROUP BY annotation_sources.name, annotation_sources.display_name,
         annotation_sources.update_frequency;
