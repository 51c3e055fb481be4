-- add system logs table
--
-- retort:revision 26ebdc5e2006
-- retort:down_revision 001_initial_complete
-- retort:created 2025-08-25T09:31:05Z

-- retort:upgrade
CREATE TABLE system_logs (
    id INTEGER PRIMARY KEY,
    logged_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    level TEXT NOT NULL CHECK (level IN ('DEBUG', 'INFO', 'WARNING', 'ERROR')),
    logger TEXT NOT NULL,
    message TEXT NOT NULL,
    request_id TEXT
);
CREATE INDEX idx_system_logs_logged_at ON system_logs (logged_at DESC);
CREATE INDEX idx_system_logs_errors ON system_logs (logger) WHERE level = 'ERROR';

-- retort:downgrade
DROP TABLE system_logs;
