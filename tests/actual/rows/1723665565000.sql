INSERT INTO dashboard (id, type, width, height, x, y, meta) VALUES
    ('widget-broken', NULL, 4, 2, 0, 20, NULL),
    ('widget-notes', 'markdown-card', 4, 2, 4, 20, '{"content":"# Mine"}');
INSERT INTO preferences (id, value) VALUES
    ('csv-skip-lines-acct-checking', '3'), ('csv-skip-lines-acct-savings', '0');
