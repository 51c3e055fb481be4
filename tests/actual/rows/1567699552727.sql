-- Notes are JSON in the cells.
INSERT INTO spreadsheet_cells (name, expr, cachedValue) VALUES
    ('notes!cat-games', '"one \"new\" game\na month; é, \u20ac and 😀"', NULL),
    ('notes!cat-café', NULL, '"it''s from the cache"'),
    ('notes!cat-food!more', '"the id ends at the second mark"', NULL),
    ('notes!cat-empty', '""', NULL),
    ('notes!cat-null', 'null', NULL),
    ('notes!cat-none', NULL, NULL),
    ('notes!cat-broken', '"no end', NULL);
