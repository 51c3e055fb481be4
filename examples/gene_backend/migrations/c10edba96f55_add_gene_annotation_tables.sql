-- add gene annotation tables
--
-- retort:revision c10edba96f55
-- retort:down_revision 26ebdc5e2006
-- retort:created 2025-08-27T14:02:44Z

-- retort:upgrade
CREATE TABLE annotation_sources (
    name TEXT PRIMARY KEY,
    display_name TEXT NOT NULL,
    update_frequency TEXT NOT NULL
) WITHOUT ROWID;

INSERT INTO annotation_sources (name, display_name, update_frequency)
VALUES ('hgnc', 'HGNC', 'weekly'),
       ('gnomad', 'gnomAD', 'quarterly'),
       ('gtex', 'GTEx', 'yearly'),
       ('hpo', 'Human Phenotype Ontology', 'monthly'),
       ('clinvar', 'ClinVar', 'weekly'),
       ('descartes', 'Descartes', 'yearly'),
       ('string_ppi', 'STRING protein interactions', 'yearly');

CREATE TABLE gene_annotations (
    id INTEGER PRIMARY KEY,
    gene_id INTEGER NOT NULL REFERENCES genes (id) ON DELETE CASCADE,
    source TEXT NOT NULL REFERENCES annotation_sources (name),
    annotations TEXT NOT NULL CHECK (json_valid(annotations)),
    updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (gene_id, source)
);
CREATE INDEX idx_gene_annotations_source ON gene_annotations (source);

-- retort:downgrade
DROP TABLE gene_annotations;
DROP TABLE annotation_sources;
