-- add gene reports table
--
-- Reports were written by other people at the same time: a line of descent of their own.
--
-- retort:revision 2b1f7d90ae35
-- retort:down_revision fix_gene_norm_log
-- retort:branch_labels reports
-- retort:created 2025-10-03T09:45:00Z

-- retort:upgrade
CREATE TABLE gene_reports (
    id INTEGER PRIMARY KEY,
    gene_id INTEGER NOT NULL REFERENCES genes (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- retort:downgrade
DROP TABLE gene_reports;
