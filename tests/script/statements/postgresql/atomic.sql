create or replace procedure p(a int) language sql begin atomic
    insert into t values (case a when 1 then case when true then 2 end end);
    update t set x = (select case when (1 = 1) then 1 end);
    delete from t; -- end; it's
end; select 1;
CREATE FUNCTION f() RETURNS int BEGIN ATOMIC; RETURN 1; END;
CREATE /* x */ OR -- y
REPLACE FUNCTION "begin"() RETURNS text LANGUAGE sql AS 'begin;';
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF true THEN RETURN NULL; END IF; END $$;
CREATE FUNCTION h() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT (CASE WHEN 1 = 1 THEN 1 END); END;
CREATE VIEW begin_view AS SELECT CASE 1 WHEN 1 THEN 2 END AS begin;
CREATE TABLE procedure_begin (begin int);
CREATE TRIGGER function BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION begin();
BEGIN; SELECT 2; END;
DO $do$ BEGIN PERFORM 1; END $do$;
CREATE SCHEMA s CREATE TABLE begin (x int) CREATE VIEW v AS SELECT 1;
CREATE FUNCTION never_ends() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE;
SELECT 3;
