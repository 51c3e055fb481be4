-- add panels
--
-- Panels were written by other people at the same time: a line of descent of their own.
--
-- retort:revision c7a61d09f2e5
-- retort:down_revision fix_gene_norm_log
-- retort:branch_labels panels

-- retort:upgrade postgresql
CREATE TYPE panel_state AS ENUM ('draft', 'published', 'retired');

-- retort:upgrade
CREATE TABLE panels (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    state panel_state NOT NULL DEFAULT 'draft'
        CHECK (state IN ('draft', 'published', 'retired')),
    owner_id INTEGER REFERENCES users (id) ON DELETE SET NULL
);

CREATE TABLE panel_genes (
    panel_id INTEGER NOT NULL REFERENCES panels (id) ON DELETE CASCADE,
    gene_id INTEGER NOT NULL REFERENCES genes (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (panel_id, gene_id)
);
CREATE INDEX idx_panel_genes_gene ON panel_genes (gene_id);

-- retort:downgrade
DROP TABLE panel_genes;
DROP TABLE panels;

-- retort:downgrade postgresql
DROP TYPE panel_state;
