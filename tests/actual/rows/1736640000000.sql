UPDATE custom_reports SET sort_by = 'Ascending' WHERE id = 'report-all';
UPDATE custom_reports SET sort_by = 'Name' WHERE id = 'report-none';
UPDATE custom_reports SET sort_by = 'Other' WHERE id = 'report-more';
