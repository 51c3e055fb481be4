-- merge panels
--
-- A panel counts its strong genes from here on, which needs both lines of descent.
--
-- retort:revision b35d7ef1a962
-- retort:down_revision 5d92e03b7f48, 06f4c9a83b7d

-- retort:upgrade
ALTER TABLE panel_genes ADD COLUMN evidence_source TEXT REFERENCES evidence_weights (source_name);

DROP VIEW panel_sizes;
CREATE VIEW panel_sizes AS
SELECT panel_id, count(*) AS genes, count(evidence_source) AS with_source
FROM panel_genes GROUP BY panel_id;

-- retort:downgrade
DROP VIEW panel_sizes;
CREATE VIEW panel_sizes AS
SELECT panel_id, count(*) AS genes FROM panel_genes GROUP BY panel_id;

ALTER TABLE panel_genes DROP COLUMN evidence_source;
