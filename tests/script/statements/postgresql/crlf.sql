SELECT 1;
-- c; it's
SELECT 'a
b;',

2;
SELECT 3; -- dSELECT 4;
