-- add panel releases
--
-- retort:revision e28b5f70d4c1
-- retort:down_revision c7a61d09f2e5

-- retort:upgrade postgresql
CREATE TYPE review_status AS ENUM ('pending', 'approved', 'rejected');

-- retort:upgrade
CREATE TABLE panel_releases (
    id INTEGER PRIMARY KEY,
    panel_id INTEGER NOT NULL REFERENCES panels (id) ON DELETE CASCADE,
    status review_status NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'approved', 'rejected')),
    valid_from DATE NOT NULL,
    valid_until DATE,
    CHECK (valid_until > valid_from)
);

-- retort:upgrade postgresql
CREATE INDEX idx_panel_releases_valid
    ON panel_releases USING gist (daterange(valid_from, valid_until));

-- retort:downgrade
DROP TABLE panel_releases;

-- retort:downgrade postgresql
DROP TYPE review_status;
