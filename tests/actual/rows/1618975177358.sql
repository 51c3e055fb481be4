INSERT INTO rules (id, stage, conditions, actions, tombstone) VALUES
    ('r-1', 'pre', '[{"op":"is","field":"payee","value":"payee-shop"}]',
     '[{"op":"set","field":"category","value":"cat-games"}]', 0),
    ('r-2', NULL, '[]', '[{"op":"link-schedule","value":"sched-1"}]', 0);
INSERT INTO schedules (id, rule, active, completed, posts_transaction, tombstone) VALUES
    ('sched-1', 'r-2', 1, 0, 1, 0), ('sched-2', NULL, 0, 1, 0, 1);
INSERT INTO schedules_next_date (id, schedule_id, local_next_date, local_next_date_ts,
                                 base_next_date, base_next_date_ts) VALUES
    ('next-1', 'sched-1', 20210901, 1630454400000, 20210901, 1630454400000);
INSERT INTO schedules_json_paths (schedule_id, payee, account, amount, date) VALUES
    ('sched-1', '$[0].value', '$[1].value', NULL, '$[2].value');
INSERT INTO __meta__ (key, value) VALUES ('view-hash', '5d41402abc4b2a76b9719d911017c592');
UPDATE transactions SET schedule = 'sched-1' WHERE id = 't-out';
UPDATE accounts SET sort_order = length(name) * 0.5;
