-- check evidence sources
--
-- The column source_name refers to the known sources from now on, which SQLite can only say in a
-- new table. Eight views read the old one, directly or not. There is nothing to write about them.
--
-- retort:revision f3c7a2e95b18
-- retort:down_revision b8d4f6a1c3e7
-- retort:created 2025-10-20T09:05:41Z

-- retort:upgrade
CREATE TABLE gene_evidence_new (
    id INTEGER PRIMARY KEY,
    gene_id INTEGER NOT NULL REFERENCES genes (id) ON DELETE CASCADE,
    source_name TEXT NOT NULL REFERENCES evidence_weights (source_name),
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    evidence_data TEXT NOT NULL DEFAULT '{}',
    UNIQUE (gene_id, source_name)
);
INSERT INTO gene_evidence_new (id, gene_id, source_name, confidence, evidence_data)
SELECT id, gene_id, source_name, confidence, evidence_data FROM gene_evidence;
DROP TABLE gene_evidence;
ALTER TABLE gene_evidence_new RENAME TO gene_evidence;
CREATE INDEX idx_gene_evidence_pubtator_pmid
    ON gene_evidence ((evidence_data ->> 'pmid'))
    WHERE source_name = 'PubTator';

-- retort:downgrade
CREATE TABLE gene_evidence_old (
    id INTEGER PRIMARY KEY,
    gene_id INTEGER NOT NULL REFERENCES genes (id) ON DELETE CASCADE,
    source_name TEXT NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    evidence_data TEXT NOT NULL DEFAULT '{}',
    UNIQUE (gene_id, source_name)
);
INSERT INTO gene_evidence_old (id, gene_id, source_name, confidence, evidence_data)
SELECT id, gene_id, source_name, confidence, evidence_data FROM gene_evidence;
DROP TABLE gene_evidence;
ALTER TABLE gene_evidence_old RENAME TO gene_evidence;
CREATE INDEX idx_gene_evidence_pubtator_pmid
    ON gene_evidence ((evidence_data ->> 'pmid'))
    WHERE source_name = 'PubTator';
