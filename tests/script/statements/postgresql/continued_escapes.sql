SELECT E'a'
    'it\'s; one', 1;
SELECT E'b' -- c
    -- d
'\'; e';
