-- add evidence weights
--
-- retort:revision 7d3e9a1b4c60
-- retort:down_revision fix_gene_norm_log
-- retort:created 2025-10-02T10:00:00Z

-- retort:upgrade
CREATE TABLE evidence_weights (
    source_name TEXT PRIMARY KEY,
    weight REAL NOT NULL CHECK (weight BETWEEN 0 AND 1)
) WITHOUT ROWID;

INSERT INTO evidence_weights (source_name, weight)
VALUES ('ClinGen', 0.95),
       ('GenCC', 0.85),
       ('PanelApp', 0.80),
       ('HPO', 0.55),
       ('Literature', 0.40),
       ('PubTator', 0.25);

-- retort:downgrade
DROP TABLE evidence_weights;
