-- add evidence weights
--
-- retort:revision 3c8e51fa07d2
-- retort:down_revision fix_gene_norm_log
-- retort:branch_labels scoring

-- retort:upgrade postgresql
CREATE TYPE evidence_level AS ENUM ('limited', 'moderate', 'strong', 'definitive');

-- retort:upgrade
-- SQLite takes the name of any type.
CREATE TABLE evidence_weights (
    source_name TEXT PRIMARY KEY,
    level evidence_level NOT NULL CHECK (level IN ('limited', 'moderate', 'strong', 'definitive')),
    weight DOUBLE PRECISION NOT NULL CHECK (weight BETWEEN 0 AND 1)
);

INSERT INTO evidence_weights (source_name, level, weight)
VALUES ('ClinGen', 'definitive', 0.95),
       ('GenCC', 'strong', 0.85),
       ('PanelApp', 'strong', 0.80),
       ('HPO', 'moderate', 0.55),
       ('Literature', 'limited', 0.40),
       ('PubTator', 'limited', 0.25);

-- retort:downgrade
DROP TABLE evidence_weights;

-- retort:downgrade postgresql
DROP TYPE evidence_level;
