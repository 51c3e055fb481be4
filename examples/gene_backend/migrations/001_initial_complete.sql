-- initial complete schema
--
-- Genes, the evidence for them, the people who work with them, and the tables that bring gene
-- names from outside into their approved form.
--
-- retort:revision 001_initial_complete
-- retort:created 2025-08-24T18:00:00Z

-- retort:upgrade
CREATE TABLE genes (
    id INTEGER PRIMARY KEY,
    hgnc_id TEXT NOT NULL UNIQUE,
    approved_symbol TEXT NOT NULL UNIQUE,
    aliases TEXT NOT NULL DEFAULT '[]',
    created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE gene_evidence (
    id INTEGER PRIMARY KEY,
    gene_id INTEGER NOT NULL REFERENCES genes (id) ON DELETE CASCADE,
    source_name TEXT NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    evidence_data TEXT NOT NULL DEFAULT '{}',
    UNIQUE (gene_id, source_name)
);

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    hashed_password TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE gene_normalization_staging (
    id INTEGER PRIMARY KEY,
    original_text TEXT NOT NULL,
    source_name TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending'
);

CREATE TABLE gene_normalization_log (
    id INTEGER PRIMARY KEY,
    staging_id INTEGER REFERENCES gene_normalization_staging (id) ON DELETE CASCADE,
    original_text TEXT NOT NULL,
    success INTEGER NOT NULL,
    logged_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- The first names that no rule could bring into their approved form.
INSERT INTO gene_normalization_staging (id, original_text, source_name)
VALUES (1, 'NPHS-1; nephrin', 'Literature'), (2, 'PKD 1 (polycystin)', 'Literature');
INSERT INTO gene_normalization_log (staging_id, original_text, success)
VALUES (1, 'NPHS-1; nephrin', 0), (2, 'PKD 1 (polycystin)', 0);

-- retort:downgrade
DROP TABLE gene_normalization_log;
DROP TABLE gene_normalization_staging;
DROP TABLE users;
DROP TABLE gene_evidence;
DROP TABLE genes;
