SELECT E'it\'s; one' || 'a\';
SELECT e'\\'; SELECT U&"d\0061t;a", 'a''b;';
SELECT '{"a": ";"}'::jsonb ? 'a', (array[1, 2])[2:];
/* outer; /* inner; */ still; */ SELECT 2;
