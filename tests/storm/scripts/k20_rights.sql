-- comments and rights
-- retort:revision k20
-- retort:down_revision k19

-- retort:upgrade
COMMENT ON TABLE person IS 'everybody; once';
GRANT SELECT ON person TO PUBLIC;
INSERT INTO ran VALUES ('k20');

-- retort:downgrade
REVOKE SELECT ON person FROM PUBLIC;
COMMENT ON TABLE person IS NULL;
DELETE FROM ran WHERE revision = 'k20';
