-- add pubtator pmids index
--
-- Finds the genes that an article speaks of.
--
-- retort:revision 0801ee5fb7f9
-- retort:down_revision 98531cf3dc79
-- retort:created 2025-09-08T16:40:00Z

-- retort:upgrade
CREATE INDEX idx_gene_evidence_pubtator_pmid
    ON gene_evidence ((evidence_data ->> 'pmid'))
    WHERE source_name = 'PubTator';

-- retort:downgrade
DROP INDEX idx_gene_evidence_pubtator_pmid;
