-- merge
--
-- retort:revision r19
-- retort:down_revision a17, b17

-- retort:upgrade
-- nothing but the merge

-- retort:downgrade
