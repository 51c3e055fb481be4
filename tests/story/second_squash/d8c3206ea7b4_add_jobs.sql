-- add jobs
--
-- And roles get a type of their own, where the database has types.
--
-- retort:revision d8c3206ea7b4
-- retort:down_revision 7e10b4d8c5f3

-- retort:upgrade postgresql
CREATE TYPE job_state AS ENUM ('queued', 'running', 'done', 'failed');
CREATE TYPE user_role AS ENUM ('viewer', 'curator', 'admin');
ALTER TABLE users
    DROP CONSTRAINT users_role_check,
    ALTER COLUMN role DROP DEFAULT,
    ALTER COLUMN role TYPE user_role USING role::user_role,
    ALTER COLUMN role SET DEFAULT 'viewer';

-- retort:upgrade
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    state job_state NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'running', 'done', 'failed')),
    user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    queued_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX idx_jobs_open ON jobs (queued_at) WHERE state IN ('queued', 'running');

CREATE VIEW jobs_open AS
SELECT id, kind, queued_at FROM jobs WHERE state IN ('queued', 'running');

CREATE VIEW job_failures AS
SELECT kind, count(*) AS failed FROM jobs WHERE state = 'failed' GROUP BY kind;

CREATE VIEW curators AS
SELECT users.id, users.email, count(panels.id) AS panels
FROM users LEFT JOIN panels ON panels.owner_id = users.id
WHERE users.role = 'curator' AND users.is_active = 1
GROUP BY users.id, users.email;

-- retort:downgrade
DROP VIEW curators;
DROP VIEW job_failures;
DROP VIEW jobs_open;
DROP TABLE jobs;

-- retort:downgrade postgresql
ALTER TABLE users
    ALTER COLUMN role DROP DEFAULT,
    ALTER COLUMN role TYPE TEXT,
    ALTER COLUMN role SET DEFAULT 'viewer',
    ADD CONSTRAINT users_role_check CHECK (role IN ('viewer', 'curator', 'admin'));
DROP TYPE user_role;
DROP TYPE job_state;
