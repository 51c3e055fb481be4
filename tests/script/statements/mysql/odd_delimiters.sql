/* before */
DELIMITER "$$"
SELECT 1; SELECT 2$$
-- comment
  delimiter	@@end@@  and more is not read
CREATE PROCEDURE odd() BEGIN SELECT '@@end@@'; END@@end@@
SELECT 3 /* @@end@@ */ + 1 @@end@@ SELECT 4 -- @@end@@
@@end@@
DELIMITER //
SELECT 5 /* // */ // SELECT 6//* no comment begins here */ //
DELIMITER #
SELECT 7# SELECT 8 #
DELIMITER 123456789012345678
SELECT 9 ; 123456789012345
DELIMITER ;
SELECT
delimiter FROM a;
SELECT 10;
DELIMITER ;;
SELECT 11; SELECT 12;;
SELECT 13;;;
DELIMITER ;
