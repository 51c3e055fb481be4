CREATE TABLE "create" ("trigger" INT, [end] INT, `begin` INT, key INT);
INSERT INTO "create" VALUES (1, 2, 3, 4);
DROP TABLE "create";
