-- everybody gets a team
-- retort:revision k03
-- retort:down_revision k02

-- retort:upgrade
INSERT INTO team SELECT n, 'team ' || n FROM generate_series(1, 3 * gate()) AS n;
UPDATE person SET team_id = 1 + id % 3 * gate();
INSERT INTO ran VALUES ('k03');

-- retort:downgrade
UPDATE person SET team_id = NULL WHERE gate() = 1;
DELETE FROM team WHERE gate() = 1;
DELETE FROM ran WHERE revision = 'k03';
