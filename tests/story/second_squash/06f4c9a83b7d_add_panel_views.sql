-- add panel views
--
-- retort:revision 06f4c9a83b7d
-- retort:down_revision e28b5f70d4c1

-- retort:upgrade
CREATE VIEW panel_sizes AS
SELECT panel_id, count(*) AS genes FROM panel_genes GROUP BY panel_id;

CREATE VIEW panels_published AS
SELECT id, name FROM panels WHERE state = 'published';

CREATE VIEW panel_members AS
SELECT panels.name AS panel, panel_genes.position, genes.approved_symbol
FROM panels
JOIN panel_genes ON panel_genes.panel_id = panels.id
JOIN genes ON genes.id = panel_genes.gene_id;

CREATE VIEW panel_current_releases AS
SELECT panel_id, max(valid_from) AS valid_from
FROM panel_releases WHERE status = 'approved' GROUP BY panel_id;

-- retort:downgrade
DROP VIEW panel_current_releases;
DROP VIEW panel_members;
DROP VIEW panels_published;
DROP VIEW panel_sizes;
