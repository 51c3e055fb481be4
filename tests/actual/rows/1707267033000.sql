UPDATE category_groups SET hidden = 1 WHERE is_income = 1 OR id = 'group-fun';
UPDATE accounts SET account_sync_source = 'simpleFin' WHERE id = 'acct-savings';
INSERT INTO kvcache (key, value) VALUES ('budget201708!leftover', '12');
UPDATE zero_budgets SET goal = amount * 2 WHERE amount > 0;
INSERT INTO transaction_filters (id, name, conditions) VALUES ('filter-1', 'Food', '[]');

INSERT INTO custom_reports (id, name, graph_type, conditions, selected_categories, tombstone) VALUES
    ('report-all', 'all of them', 'BarGraph', NULL,
     (SELECT json_group_array(json_object('id', id, 'name', name)) FROM categories
      WHERE tombstone = 0), 0),
    ('report-some', 'Some', 'TableGraph', NULL,
     '[{"id":"cat-games","name":"Games"},{"name":"Café","id":"cat-café"}]', 0),
    ('report-none', 'none', 'LineGraph', '[]', '[]', 0),
    ('report-blank', 'BLANK', 'AreaGraph', '', '', 0),
    ('report-more', 'and more', 'DonutGraph',
     '[ {"op": "gt", "field": "amount", "value": -1.50, "options": {"outflow": true, "a": null}},
        {"field": "notes", "op": "contains", "value": "\u00e9 / \t \"x\" 😀", "type": "string"} ]',
     '[{"id":"cat-games"}]', 0),
    ('report-has', 'has one', 'BarGraph',
     '[{"field": "category", "op": "is",  "value": "cat-games", "type": "id"}]',
     '[{"id":"cat-café"}]', 0),
    ('report-null', NULL, 'BarGraph', '[{"field": "date"}]', NULL, 0),
    ('report-gone', 'Gone', 'BarGraph', NULL, '[{"id":"cat-games"}]', 1);
