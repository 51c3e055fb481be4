INSERT INTO payees (id, name, category, tombstone, transfer_acct) VALUES
    ('payee-start', 'Starting Balance', NULL, 0, NULL),
    ('payee-shop', 'Shop & Söhne', '541836f1-e756-4473-a5d0-6c1d3f06c7fa', 0, NULL),
    ('payee-to-savings', NULL, NULL, 0, 'acct-savings'),
    ('payee-to-checking', NULL, NULL, 0, 'acct-checking'),
    ('payee-café', 'Café ☕', 'cat-café', 0, NULL),
    ('payee-gone', 'Gone', NULL, 1, NULL);
INSERT INTO payee_rules (id, payee_id, type, value, tombstone) VALUES
    ('rule-1', 'payee-shop', 'equals', 'SHOP', 0), ('rule-2', 'payee-café', 'contains', 'CAFÉ', 1);
INSERT INTO payee_mapping (id, targetId) SELECT id, id FROM payees WHERE tombstone = 0;
INSERT INTO payee_mapping (id, targetId) VALUES ('payee-gone', 'payee-shop');
