-- add user authentication fields
--
-- retort:revision 98531cf3dc79
-- retort:down_revision c10edba96f55
-- retort:created 2025-09-01T08:15:20Z

-- retort:upgrade
ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'viewer'
    CHECK (role IN ('viewer', 'curator', 'admin'));
ALTER TABLE users ADD COLUMN is_active INTEGER NOT NULL DEFAULT 1;
ALTER TABLE users ADD COLUMN failed_login_attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN locked_until TEXT;
ALTER TABLE users ADD COLUMN last_login_at TEXT;

-- retort:downgrade
ALTER TABLE users DROP COLUMN last_login_at;
ALTER TABLE users DROP COLUMN locked_until;
ALTER TABLE users DROP COLUMN failed_login_attempts;
ALTER TABLE users DROP COLUMN is_active;
ALTER TABLE users DROP COLUMN role;
