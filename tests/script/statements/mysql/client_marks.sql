SELECT 1\G
SELECT 2\g SELECT 3;
SELECT '\\g', "\G", `\g`;
INSERT INTO a VALUES (\N, '\N');
SELECT 4 -- it's
;
--x it's a comment where a statement would begin
  --also; this
SELECT 5--1, 5 --	2;
;
SELECT 6 # it's
\g
SELECT 7
