-- replace views
--
-- retort:revision r20
-- retort:down_revision r19

-- retort:upgrade
DROP VIEW busy_lab;
DROP VIEW samples_per_lab;
CREATE VIEW samples_per_lab AS SELECT lab.id AS lab_id, count(*) AS samples
FROM lab JOIN sample ON sample.lab_id = lab.id GROUP BY 1;

-- retort:downgrade
DROP VIEW samples_per_lab;
CREATE VIEW samples_per_lab AS
SELECT lab.name, count(sample.id) AS samples
FROM lab LEFT JOIN sample ON sample.lab_id = lab.id GROUP BY lab.id;
CREATE VIEW busy_lab AS SELECT name FROM samples_per_lab WHERE samples > 1;
