SELECT 'a''b;', "a""b;", `a``b;`, 'it\'s;', "\";", '\\', 'a\\\'; b';
SELECT 'line
two; -- not a comment
three', x'3B', b'0', N'a;', _utf8mb4'b;';
SELECT 'a' 'b;' "c;", 'emoji 😀;', 'é;';
SELECT 1 AS `-- x;`, '# y;' /* 'z; */, 2 -- ' ;
, 3 # ";
;
SELECT @`a;b`, @'c;d', a.`b;c`, `delimiter`;
INSERT INTO a VALUES ('x;
# not a comment
y');;

;
SELECT 1
