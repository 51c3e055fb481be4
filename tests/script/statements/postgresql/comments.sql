-- first; it's
/* leading; */ SELECT 1; -- trailing; it's
SELECT 2 /* inner; /* nested; ' */ " */ + 3 -- odd '
    + 4;
/* only a comment; */;
SELECT 5/**/;/**/SELECT 6;
SELECT 1 +/* x; */ 2, 3 -/* y; */4, 5 */* z; */ 6;
SELECT 7 @-- operator; cut
8;
SELECT 9 --

+ 10;

/* a *//* b */;
SELECT 11/*/ not closed; */;
SELECT 12 /* end **/;
SELECT 13
;;
;
SELECT 14
