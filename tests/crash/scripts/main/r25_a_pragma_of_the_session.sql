-- a pragma of the session
--
-- retort:revision r25
-- retort:down_revision r24

-- retort:upgrade
PRAGMA recursive_triggers = ON;
CREATE TRIGGER team_below AFTER UPDATE OF title ON team
BEGIN
    UPDATE team SET title = new.title || '.' WHERE parent = new.id AND title <> new.title || '.';
END;
UPDATE team SET title = 'top' WHERE id = 1;
PRAGMA recursive_triggers = OFF;

-- retort:downgrade
DROP TRIGGER team_below;
