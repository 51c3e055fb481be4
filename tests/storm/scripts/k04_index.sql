-- an index built beside the readers
-- retort:revision k04
-- retort:down_revision k03

-- retort:upgrade no_transaction
CREATE INDEX CONCURRENTLY person_name ON person (name);
VACUUM person;
INSERT INTO ran SELECT 'k04', 'outside' FROM gate();

-- retort:downgrade no_transaction
DELETE FROM ran WHERE revision = 'k04' AND gate() = 1;
DROP INDEX CONCURRENTLY person_name;
VACUUM person;
