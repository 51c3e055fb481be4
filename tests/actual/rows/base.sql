-- A budget of some years ago, before any revision.
INSERT INTO banks (id, bank_id, name, tombstone) VALUES
    ('bank-1', 'ins_1', 'First Bank', 0), ('bank-2', 'ins_2', 'Closed Bank', 1);
INSERT INTO accounts (id, account_id, name, balance_current, mask, official_name, type, subtype,
                      bank, offbudget, closed, tombstone) VALUES
    ('acct-checking', 'ext-1', 'Checking', 120034, '0001', 'Plus Checking', 'checking', 'basic',
     'bank-1', 0, 0, 0),
    ('acct-savings', 'ext-2', 'Savings', 900000, '0002', NULL, 'savings', NULL, 'bank-1', 0, 0, 0),
    ('acct-cash', NULL, 'Cash', NULL, NULL, NULL, 'other', NULL, NULL, 0, 0, 0),
    ('acct-house', NULL, 'House; "the big one"', NULL, NULL, NULL, 'mortgage', NULL, NULL, 1, 0, 0),
    ('acct-old', 'ext-3', 'Old', 0, '0003', NULL, 'credit', NULL, 'bank-2', 0, 1, 1);
-- The last one was orphaned before Retort came.
INSERT INTO pending_transactions (id, acct, amount, description, date) VALUES
    ('pending-1', 'acct-checking', -1299, 'BOOKSHOP', '2017-09-01'),
    ('pending-2', 'acct-savings', 50000, 'TRANSFER', '2017-09-02'),
    ('pending-3', 'acct-gone', -500, 'KIOSK', '2017-09-03');

INSERT INTO category_groups (id, name, is_income, sort_order, tombstone) VALUES
    ('group-fun', 'Fun', 0, 40960.5, 0), ('group-gone', 'Gone', 0, NULL, 1);
INSERT INTO categories (id, name, is_income, cat_group, sort_order, tombstone) VALUES
    ('cat-games', 'Games', 0, 'group-fun', 16384, 0),
    ('cat-café', 'Café ☕', 0, 'group-fun', 32768, 0),
    ('cat-gone', 'Gone', 0, 'group-gone', 16384, 1);
INSERT INTO category_mapping (id, transferId) VALUES
    ('cat-games', 'cat-games'), ('cat-café', 'cat-café'), ('cat-gone', 'cat-games');
INSERT INTO created_budgets (month) VALUES ('2017-08'), ('2017-09');
INSERT INTO __migrations__ (id) VALUES (1508717949);

INSERT INTO transactions (id, isParent, isChild, acct, category, amount, description, notes, date,
                          financial_id, starting_balance_flag, transferred_id, sort_order,
                          tombstone) VALUES
    ('t-start', 0, 0, 'acct-checking', '506e8d9d-7ed0-4397-84e4-07a9185dc6b2', 500000, 'payee-start',
     NULL, 20170801, NULL, 1, NULL, 1501545600000, 0),
    ('t-split', 1, 0, 'acct-checking', NULL, -10000, 'payee-shop', 'split; in two', 20170803, 'fin-1',
     0, NULL, 1501718400000, 0),
    ('t-split/1', 0, 1, 'acct-checking', '541836f1-e756-4473-a5d0-6c1d3f06c7fa', -7500, 'payee-shop',
     'it''s food', 20170803, NULL, 0, NULL, 1501718400001, 0),
    ('t-split/2', 0, 1, 'acct-checking', 'cat-games', -2500, 'payee-shop', NULL, 20170803, NULL, 0,
     NULL, 1501718400002.5, 0),
    ('t-orphan', 0, 1, 'acct-checking', 'cat-games', -1, NULL, 'a child without a slash', 20170803,
     NULL, 0, NULL, NULL, 1),
    ('t-out', 0, 0, 'acct-checking', NULL, -20000, 'payee-to-savings', NULL, 20170805, NULL, 0, 't-in',
     1501891200000, 0),
    ('t-in', 0, 0, 'acct-savings', NULL, 20000, 'payee-to-checking', NULL, 20170805, NULL, 0, 't-out',
     1501891200000, 0),
    ('t-out-2', 0, 0, 'acct-checking', NULL, -300, 'payee-to-savings', NULL, 20170806, NULL, 0,
     't-in-2', NULL, 0),
    ('t-in-2', 0, 0, 'acct-savings', NULL, 300, 'payee-to-checking', NULL, 20170806, NULL, 0,
     't-out-2', NULL, 0),
    ('t-café', 0, 0, 'acct-cash', 'cat-café', -420, 'payee-café', 'Wien – Kärntner Straße', 20170904,
     NULL, 0, NULL, NULL, 0);

INSERT INTO messages_crdt (id, timestamp, dataset, row, column, value) VALUES
    (1, '2017-08-01T00:00:00.000Z-0000-8dbd7f27cb6b4f4a', 'accounts', 'acct-checking', 'name',
     x'533A436865636B696E67'),
    (2, '2017-08-01T00:00:00.000Z-0001-8dbd7f27cb6b4f4a', 'transactions', 't-split', 'amount',
     x'4E3A2D3130303030'),
    (7, '2017-08-03T00:00:00.000Z-0000-8dbd7f27cb6b4f4a', 'transactions', 't-split', 'notes', x'00FF');
INSERT INTO messages_clock (id, clock) VALUES (1, '{"timestamp":"2017-08-03","merkle":{}}');

INSERT INTO spreadsheet_cells (name, expr, cachedValue) VALUES
    -- ids without their hyphens
    ('budget201708!budget_541836f1e7564473a5d06c1d3f06c7fa', '12000', NULL),
    ('budget201708!carryover_541836f1e7564473a5d06c1d3f06c7fa', '=true', NULL),
    ('budget201709!budget_541836f1e7564473a5d06c1d3f06c7fa', NULL, '2500'),
    ('budget201709!carryover_541836f1e7564473a5d06c1d3f06c7fa', '=false', 'true'),
    ('budget201708!budget_af375fd4d75946b3bffe74a856151d57', '-350.75', '9'),
    ('budget201708!carryover_af375fd4d75946b3bffe74a856151d57', NULL, 'true'),
    -- ids that are something else
    ('budget201708!budget_cat-games', 'nothing', '100'),
    ('budget201708!budget_cat-café', '  77 crowns', NULL),
    ('budget201709!budget_cat-games', NULL, NULL),
    ('budget201709!budget_cat-café', '=5000', NULL),
    -- two names that become one
    ('budget201710!budget_cat_games', '1', NULL),
    ('budget201710!budget_cat-games', '2', NULL),
    -- the other kind of budget
    ('budget-report201708!budget_cat-games', '640', NULL),
    ('budget-report201708!carryover_cat-games', '=true', NULL),
    ('budget-report201709!budget_541836f1e7564473a5d06c1d3f06c7fa', '800', NULL),
    -- names that are nearly right
    ('BUDGET201708!budget_cat-games', '1', NULL),
    ('budget!budget_cat-games', '1', NULL),
    ('budgets201708!budget_cat-games', '1', NULL),
    ('budget201708!budget_', '1', NULL),
    ('budget201708!buffered', '4500', NULL),
    ('budget201709!buffered', NULL, '-12'),
    ('budget201710!buffered', 'none', NULL),
    ('budget-report201708!buffered', '1', NULL),
    -- what the first clearing takes away
    ('budget201708!sum-amount_cat-games', '=sum()', '-2500'),
    ('notes!cat-gone', '"gone"', NULL),
    ('!v1', 'x', NULL);
