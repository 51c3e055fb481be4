-- $$ in a comment
DO $$ BEGIN EXECUTE $view$ CREATE VIEW v AS SELECT 'it''s; $a$' $view$; END $$;
CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $func$
BEGIN
    -- don't; split here
    RETURN $_$a;b$_$;
END;
$func$;
SELECT $1, a$b$c;
