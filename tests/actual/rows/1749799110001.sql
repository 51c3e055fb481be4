INSERT INTO tags (id, tag, color, description) VALUES
    ('tag-1', 'holiday', '#ff0000', NULL), ('tag-2', 'tax', NULL, 'for the tax return');
UPDATE accounts SET last_sync = '1749799110000', last_reconciled = NULL WHERE offbudget = 0;
UPDATE payees SET favorite = 1, learn_categories = 0 WHERE id = 'payee-shop';
