-- indexes and a view
--
-- retort:revision r02
-- retort:down_revision r01

-- retort:upgrade
CREATE INDEX sample_lab ON sample (lab_id);
CREATE UNIQUE INDEX sample_label ON sample (label) WHERE owner IS NOT NULL;
CREATE VIEW samples_per_lab AS
SELECT lab.name, count(sample.id) AS samples
FROM lab LEFT JOIN sample ON sample.lab_id = lab.id GROUP BY lab.id;

-- retort:downgrade
DROP VIEW samples_per_lab;
DROP INDEX sample_label;
DROP INDEX sample_lab;
