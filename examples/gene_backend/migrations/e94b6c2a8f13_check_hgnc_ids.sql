-- check hgnc ids
--
-- A constraint for genes, which SQLite can only give to a new table. More than forty thousand rows
-- refer to the old one, all of them with ON DELETE CASCADE, and stay where they are. The view is
-- made again too, because SQLite renames no table while a view reads one that is not there.
--
-- retort:revision e94b6c2a8f13
-- retort:down_revision c5a8f0e2d917
-- retort:created 2025-10-09T15:12:48Z

-- retort:upgrade
DROP VIEW string_ppi_percentiles;

CREATE TABLE genes_new (
    id INTEGER PRIMARY KEY,
    hgnc_id TEXT NOT NULL UNIQUE CHECK (hgnc_id GLOB 'HGNC:[0-9]*'),
    approved_symbol TEXT NOT NULL UNIQUE,
    aliases TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(aliases)),
    created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO genes_new (id, hgnc_id, approved_symbol, aliases, created_at)
SELECT id, hgnc_id, approved_symbol, aliases, created_at FROM genes;
DROP TABLE genes;
ALTER TABLE genes_new RENAME TO genes;

CREATE VIEW string_ppi_percentiles AS
SELECT genes.id AS gene_id,
       genes.approved_symbol,
       CAST(gene_annotations.annotations ->> 'score' AS DOUBLE PRECISION) AS ppi_score,
       percent_rank() OVER (
           ORDER BY CAST(gene_annotations.annotations ->> 'score' AS DOUBLE PRECISION)
       ) AS percentile
FROM genes JOIN gene_annotations ON gene_annotations.gene_id = genes.id
WHERE gene_annotations.source = 'string_ppi';

-- retort:irreversible a looser table would let wrong identifiers in again
