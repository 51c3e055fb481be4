SELECT 'a''b;', "a;b" FROM (SELECT 1 AS "a;b") AS t;
SELECT E'\\', E'it\'s;', e'\';', E'\\\';', 'no escape\';
SELECT U&'d\0061t;', U&"d\0061;t", N'a;', B'0', X'3B';
SELECT 'line
two;
-- no comment

four', 'a'
'b;';
SELECT namee'a;', 1e'a;';
SELECT $a$;$$;$b$;$a$, $é$;$é$, $_1$;$_$;$_1$, $$a$b$;$$, $x$$x;$x$;
SELECT a$b$, 'c;$', d$e$f;
SELECT $1, $2a, 1$3;
SELECT 'emoji 😀;', 'é;';
SELECT E'\u0027;', E'\x27;', E'\047;';
SELECT jsonb '{"a;": 1}' ->> 'a;', '{}'::jsonb ? ';', '{}'::jsonb #> '{;}', array[1, 2][1:2];
SELECT 'never closed;
