# it's; a comment
SELECT 1--1; -- it's; a comment
SELECT 'it\'s; one', "a\"b;", `a;b`;
/*!40101 SET NAMES utf8 */;
/* plain; */ SELECT 5;
