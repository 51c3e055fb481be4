#include "revisions.hpp"

#include <soci/soci.h>

#include <string>
#include <unordered_map>

namespace {

using Posteriors = std::unordered_map<int, double>;

/// How likely it is that at least one of a gene's records is right: one minus the product of the
/// chances that each of them is wrong. SQL has no aggregate for a product.
Posteriors posteriors_of_all_genes(soci::session& sql) {
    Posteriors posteriors;
    int gene = 0;
    double chance = 0;
    soci::statement record =
        (sql.prepare << "SELECT gene_id, confidence * weight"
                        " FROM gene_evidence JOIN evidence_weights USING (source_name)",
         soci::into(gene), soci::into(chance));
    record.execute();
    while (record.fetch()) {
        double& posterior = posteriors[gene];
        posterior = 1 - (1 - posterior) * (1 - chance);
    }
    return posteriors;
}

void add_gene_posteriors(soci::session& sql) {
    sql << "CREATE TABLE gene_posteriors ("
           " gene_id INTEGER PRIMARY KEY REFERENCES genes (id) ON DELETE CASCADE,"
           " score REAL NOT NULL)";
    int gene = 0;
    double score = 0;
    soci::statement insert = (sql.prepare << "INSERT INTO gene_posteriors VALUES (:gene, :score)",
                              soci::use(gene), soci::use(score));
    for (const auto& entry : posteriors_of_all_genes(sql)) {
        gene = entry.first;
        score = entry.second;
        insert.execute(true);
    }
}

/// Its functions run in the same transaction as their record: they begin and commit nothing.
retort::FunctionRevision gene_posteriors() {
    retort::FunctionRevision posteriors;
    posteriors.revision.id = "c5a8f0e2d917";
    posteriors.revision.down_revisions = {"7d3e9a1b4c60"};
    posteriors.revision.message = "compute gene posteriors";
    posteriors.revision.path = "revisions.cpp";
    posteriors.upgrade = add_gene_posteriors;
    posteriors.downgrade = [](soci::session& sql) { sql << "DROP TABLE gene_posteriors"; };
    return posteriors;
}

}  // namespace

std::vector<retort::Source> gene_revisions() {
    return {retort::ScriptFolder(GENE_BACKEND_MIGRATIONS), gene_posteriors()};
}

std::vector<retort::ObjectSource> gene_objects() {
    return {retort::ObjectFolder(GENE_BACKEND_VIEWS)};
}

std::vector<retort::ObjectSource> gene_objects_of_first_release() {
    return {retort::ObjectText{"evidence_source_counts.sql",
                               "-- retort:object view evidence_source_counts\n"
                               "CREATE VIEW evidence_source_counts AS\n"
                               "SELECT gene_id, count(*) AS source_count FROM gene_evidence\n"
                               "GROUP BY gene_id;\n"}};
}
