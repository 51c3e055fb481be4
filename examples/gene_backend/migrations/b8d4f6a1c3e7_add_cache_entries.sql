-- add cache entries
--
-- retort:revision b8d4f6a1c3e7
-- retort:down_revision d06ea3f5b128
-- retort:created 2025-10-15T13:22:09Z

-- retort:upgrade
CREATE TABLE cache_entries (
    namespace TEXT NOT NULL,
    cache_key TEXT NOT NULL,
    value TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    hits INTEGER NOT NULL DEFAULT 0,
    last_used_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (namespace, cache_key)
) WITHOUT ROWID;

-- retort:downgrade
DROP TABLE cache_entries;
