-- What a team's models said and what its database had, where each {{models|database}} is one
-- difference between the two.

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL {{|DEFAULT 'viewer'}},
    is_active BOOLEAN NOT NULL {{|DEFAULT true}},
    failed_logins INTEGER NOT NULL {{|DEFAULT 0}},
    locale TEXT {{|DEFAULT 'en'}},
    created_at {{TIMESTAMPTZ|TIMESTAMP}} NOT NULL,
    last_login_at {{TIMESTAMPTZ|TIMESTAMP}}
);
{{CREATE INDEX ix_users_role ON users (role);|}}

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) {{ON DELETE CASCADE|}},
    is_revoked BOOLEAN NOT NULL {{|DEFAULT false}},
    user_agent TEXT {{|DEFAULT 'unknown'}},
    started_at {{TIMESTAMPTZ|TIMESTAMP}} NOT NULL,
    expires_at {{TIMESTAMPTZ|TIMESTAMP}} NOT NULL
);
{{CREATE INDEX ix_sessions_user ON sessions (user_id);|}}

CREATE TABLE genes (
    id INTEGER PRIMARY KEY,
    hgnc_id TEXT NOT NULL UNIQUE,
    symbol TEXT NOT NULL,
    locus_group TEXT {{|DEFAULT 'protein-coding gene'}},
    is_withdrawn BOOLEAN NOT NULL {{|DEFAULT false}},
    merged_into INTEGER REFERENCES genes (id) {{ON DELETE SET NULL|}},
    curator_id INTEGER REFERENCES users (id) {{ON DELETE SET NULL|}},
    updated_at {{TIMESTAMPTZ|TIMESTAMP}} NOT NULL
);
{{|CREATE INDEX idx_genes_symbol_lower ON genes (lower(symbol));}}

CREATE TABLE gene_aliases (
    gene_id INTEGER NOT NULL REFERENCES genes (id) {{ON DELETE CASCADE|}},
    alias TEXT NOT NULL,
    kind TEXT NOT NULL {{|DEFAULT 'synonym'}},
    rank INTEGER {{DEFAULT 0|DEFAULT 1}},
    PRIMARY KEY (gene_id, alias)
);
CREATE INDEX idx_gene_aliases_alias ON gene_aliases ({{alias, kind|alias}});

CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    is_enabled BOOLEAN NOT NULL {{|DEFAULT true}},
    weight DOUBLE PRECISION NOT NULL {{DEFAULT 0.5|}},
    frequency TEXT {{|DEFAULT 'weekly'}},
    replaced_by INTEGER REFERENCES sources (id) {{ON DELETE SET NULL|}},
    maintainer_id INTEGER REFERENCES users (id) {{ON DELETE SET NULL|ON DELETE CASCADE}},
    fetched_at {{TIMESTAMPTZ|TIMESTAMP}}
);

CREATE TABLE annotations (
    id INTEGER PRIMARY KEY,
    gene_id INTEGER NOT NULL REFERENCES genes (id) {{ON DELETE CASCADE|}},
    source_id INTEGER NOT NULL REFERENCES sources (id) {{ON DELETE CASCADE|}},
    version TEXT {{|DEFAULT '1'}},
    is_current BOOLEAN NOT NULL {{|DEFAULT true}},
    fetched_at {{TIMESTAMPTZ|TIMESTAMP}} NOT NULL
);
{{|CREATE INDEX idx_annotations_current ON annotations (gene_id) WHERE is_current;}}
{{CREATE INDEX ix_annotations_source ON annotations (source_id);|}}

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    gene_id INTEGER NOT NULL REFERENCES genes (id) {{ON DELETE CASCADE|}},
    source_id INTEGER NOT NULL REFERENCES sources (id) {{ON DELETE RESTRICT|}},
    reviewer_id INTEGER {{REFERENCES users (id)|}},
    confidence DOUBLE PRECISION {{|DEFAULT 0}},
    status TEXT NOT NULL {{|DEFAULT 'pending'}},
    priority INTEGER NOT NULL {{DEFAULT 5|DEFAULT 0}},
    added_at {{TIMESTAMPTZ|TIMESTAMP}} NOT NULL
);
CREATE INDEX idx_evidence_status ON evidence (status{{| DESC}});
{{|CREATE INDEX idx_evidence_open ON evidence (priority) WHERE status = 'pending';}}

CREATE TABLE publications (
    pmid INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    language TEXT {{|DEFAULT 'eng'}},
    is_retracted BOOLEAN NOT NULL {{|DEFAULT false}},
    supersedes INTEGER REFERENCES publications (pmid) {{ON DELETE SET NULL|}},
    indexed_at {{TIMESTAMPTZ|TIMESTAMP}}
);

CREATE TABLE evidence_publications (
    evidence_id INTEGER NOT NULL REFERENCES evidence (id) {{ON DELETE CASCADE|}},
    pmid INTEGER NOT NULL REFERENCES publications (pmid) {{ON DELETE CASCADE|}},
    relevance INTEGER {{|DEFAULT 1}},
    PRIMARY KEY (evidence_id, pmid)
);
{{CREATE INDEX ix_evidence_publications_pmid ON evidence_publications (pmid);|}}

CREATE TABLE panels (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL {{|DEFAULT 'draft'}},
    is_public BOOLEAN NOT NULL {{|DEFAULT false}},
    owner_id INTEGER REFERENCES users (id) {{ON DELETE SET NULL|}},
    parent_id INTEGER {{REFERENCES panels (id)|}},
    created_at {{TIMESTAMPTZ|TIMESTAMP}} NOT NULL
);

CREATE TABLE panel_genes (
    panel_id INTEGER NOT NULL REFERENCES panels (id) {{ON DELETE CASCADE|}},
    gene_id INTEGER NOT NULL REFERENCES genes (id) {{ON DELETE CASCADE|ON DELETE RESTRICT}},
    added_by INTEGER REFERENCES users (id) {{ON DELETE SET NULL|}},
    position INTEGER NOT NULL {{|DEFAULT 0}},
    inheritance TEXT {{|DEFAULT 'unknown'}},
    added_at {{TIMESTAMPTZ|TIMESTAMP}} NOT NULL,
    PRIMARY KEY (panel_id, gene_id)
);
{{CREATE INDEX ix_panel_genes_gene ON panel_genes (gene_id);|}}

CREATE TABLE panel_reviews (
    id INTEGER PRIMARY KEY,
    panel_id INTEGER NOT NULL REFERENCES panels (id) {{ON DELETE CASCADE|}},
    reviewer_id INTEGER REFERENCES users (id) {{ON DELETE SET NULL|}},
    verdict TEXT NOT NULL {{|DEFAULT 'open'}},
    note TEXT {{|DEFAULT ''}},
    reviewed_at {{TIMESTAMPTZ|TIMESTAMP}}
);

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    source_id INTEGER REFERENCES sources (id) {{ON DELETE CASCADE|}},
    started_by INTEGER REFERENCES users (id) {{ON DELETE SET NULL|}},
    state TEXT NOT NULL {{|DEFAULT 'queued'}},
    attempts INTEGER NOT NULL {{|DEFAULT 0}},
    progress INTEGER {{|DEFAULT 0}},
    queued_at {{TIMESTAMPTZ|TIMESTAMP}} NOT NULL,
    ended_at {{TIMESTAMPTZ|TIMESTAMP}}
);
CREATE {{UNIQUE |}}INDEX idx_jobs_queued ON jobs (source_id, queued_at);

CREATE TABLE job_logs (
    id INTEGER PRIMARY KEY,
    job_id INTEGER NOT NULL REFERENCES jobs (id) {{ON DELETE CASCADE|}},
    level TEXT NOT NULL {{|DEFAULT 'INFO'}},
    logged_at {{TIMESTAMPTZ|TIMESTAMP}} NOT NULL
);
{{|CREATE INDEX idx_job_logs_errors ON job_logs (job_id) WHERE level = 'ERROR';}}

CREATE TABLE uploads (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) {{ON UPDATE CASCADE|}},
    job_id INTEGER {{REFERENCES jobs (id)|}},
    size_bytes INTEGER NOT NULL {{|DEFAULT 0}},
    media_type TEXT {{|DEFAULT 'text/csv'}},
    uploaded_at {{TIMESTAMPTZ|TIMESTAMP}} NOT NULL
);

CREATE TABLE feedback (
    id INTEGER PRIMARY KEY,
    user_id INTEGER CONSTRAINT {{fk_feedback_user|feedback_user_id_fkey}} REFERENCES users (id),
    gene_id INTEGER NOT NULL REFERENCES genes (id) {{|DEFERRABLE INITIALLY DEFERRED}},
    state TEXT NOT NULL {{|DEFAULT 'new'}},
    rating INTEGER {{|DEFAULT 3}},
    written_at {{TIMESTAMPTZ|TIMESTAMP}} NOT NULL
);
{{CREATE INDEX ix_feedback_gene ON feedback (gene_id);|}}
