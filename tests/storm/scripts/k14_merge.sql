-- a merge
-- retort:revision k14
-- retort:down_revision k12, k13

-- retort:upgrade
-- retort:downgrade
