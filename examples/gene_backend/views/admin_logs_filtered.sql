-- The log lines that somebody should look at
-- retort:object view admin_logs_filtered

CREATE VIEW admin_logs_filtered AS
SELECT id, logged_at, level, logger, message, request_id
FROM system_logs
WHERE level IN ('WARNING', 'ERROR');
