#include "revisions.hpp"

#include <soci/soci.h>

#include <string>
#include <unordered_map>

namespace {

using Scores = std::unordered_map<int, double>;

/// How likely it is that at least one of a gene's records is right: one minus the product of the
/// chances that each of them is wrong. SQL has no aggregate for a product.
Scores scores_of_all_genes(soci::session& sql) {
    Scores scores;
    int gene = 0;
    double chance = 0;
    soci::statement record =
        (sql.prepare << "SELECT gene_id, confidence * weight"
                        " FROM gene_evidence JOIN evidence_weights USING (source_name)",
         soci::into(gene), soci::into(chance));
    record.execute();
    while (record.fetch()) {
        double& score = scores[gene];
        score = 1 - (1 - score) * (1 - chance);
    }
    return scores;
}

void add_gene_scores(soci::session& sql) {
    sql << "CREATE TABLE gene_scores ("
           " gene_id INTEGER PRIMARY KEY REFERENCES genes (id) ON DELETE CASCADE,"
           " score REAL NOT NULL)";
    int gene = 0;
    double score = 0;
    soci::statement insert = (sql.prepare << "INSERT INTO gene_scores VALUES (:gene, :score)",
                              soci::use(gene), soci::use(score));
    for (const auto& entry : scores_of_all_genes(sql)) {
        gene = entry.first;
        score = entry.second;
        insert.execute(true);
    }
}

/// Its functions run in the same transaction as their record: they begin and commit nothing.
retort::FunctionRevision gene_scores() {
    retort::FunctionRevision scores;
    scores.revision.id = "c5a8f0e2d917";
    scores.revision.down_revisions = {"7d3e9a1b4c60"};
    scores.revision.message = "compute gene scores";
    scores.revision.path = "revisions.cpp";
    scores.upgrade = add_gene_scores;
    scores.downgrade = [](soci::session& sql) { sql << "DROP TABLE gene_scores"; };
    return scores;
}

}  // namespace

std::vector<retort::Source> gene_revisions() {
    return {retort::ScriptFolder(GENE_BACKEND_MIGRATIONS), gene_scores()};
}
