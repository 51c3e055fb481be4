-- A history's first file; it's full of comments.
/* header; with a ' quote
   and -- dashes */
CREATE TABLE a (
    x TEXT, -- it's odd; really
    y TEXT /* ; */
);
-- between; the two
INSERT INTO a VALUES ('-- no comment', '/* nor this; */');
-- the end
