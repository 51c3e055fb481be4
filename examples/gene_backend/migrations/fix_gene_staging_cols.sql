-- fix gene staging columns
--
-- SQLite cannot change columns in place: the table is made again, and its rows move. Rows of
-- gene_normalization_log refer to it all the while; foreign keys are checked before the commit.
--
-- retort:revision fix_gene_staging_cols
-- retort:down_revision 0801ee5fb7f9
-- retort:created 2025-09-12T11:20:31Z

-- retort:upgrade sqlite
CREATE TABLE gene_normalization_staging_new (
    id INTEGER PRIMARY KEY,
    original_text TEXT NOT NULL,
    source_name TEXT NOT NULL,
    normalized_gene_id INTEGER REFERENCES genes (id) ON DELETE SET NULL,
    priority_score INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT 'pending_review'
        CHECK (status IN ('pending_review', 'approved', 'rejected'))
);
INSERT INTO gene_normalization_staging_new (id, original_text, source_name, status)
SELECT id, original_text, source_name, iif(status = 'pending', 'pending_review', status)
FROM gene_normalization_staging;
DROP TABLE gene_normalization_staging;
ALTER TABLE gene_normalization_staging_new RENAME TO gene_normalization_staging;

-- retort:upgrade postgresql
ALTER TABLE gene_normalization_staging
    ADD COLUMN normalized_gene_id INTEGER REFERENCES genes (id) ON DELETE SET NULL,
    ADD COLUMN priority_score INTEGER NOT NULL DEFAULT 0,
    ALTER COLUMN status SET DEFAULT 'pending_review';
UPDATE gene_normalization_staging SET status = 'pending_review' WHERE status = 'pending';
ALTER TABLE gene_normalization_staging
    ADD CHECK (status IN ('pending_review', 'approved', 'rejected'));

-- retort:upgrade
CREATE INDEX idx_gene_normalization_staging_status
    ON gene_normalization_staging (status, priority_score DESC);

-- retort:downgrade sqlite
CREATE TABLE gene_normalization_staging_old (
    id INTEGER PRIMARY KEY,
    original_text TEXT NOT NULL,
    source_name TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending'
);
INSERT INTO gene_normalization_staging_old (id, original_text, source_name, status)
SELECT id, original_text, source_name, iif(status = 'pending_review', 'pending', status)
FROM gene_normalization_staging;
DROP TABLE gene_normalization_staging;
ALTER TABLE gene_normalization_staging_old RENAME TO gene_normalization_staging;

-- retort:downgrade postgresql
ALTER TABLE gene_normalization_staging
    DROP CONSTRAINT gene_normalization_staging_status_check,
    DROP COLUMN priority_score,
    DROP COLUMN normalized_gene_id,
    ALTER COLUMN status SET DEFAULT 'pending';
UPDATE gene_normalization_staging SET status = 'pending' WHERE status = 'pending_review';
