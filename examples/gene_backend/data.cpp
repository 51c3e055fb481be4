#include "data.hpp"

#include <soci/soci.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace {

constexpr std::array sources{"hgnc", "gnomad", "gtex", "hpo", "clinvar", "descartes", "string_ppi"};
constexpr std::array evidence_sources{"ClinGen", "GenCC",      "PanelApp",
                                      "HPO",     "Literature", "PubTator"};

/// A number from 0 to 0.999 that looks random and depends on `seed` alone.
double scattered(std::uint32_t seed) {
    return (seed * 2'654'435'761U >> 8U) % 1'000 / 1'000.0;
}

// A vector for each column: SOCI binds them once and runs the statement for each row.

void add_genes(soci::session& sql) {
    std::vector<int> ids;
    std::vector<std::string> hgnc_ids;
    std::vector<std::string> symbols;
    for (int id = 1; id <= full_size.genes; ++id) {
        ids.push_back(id);
        hgnc_ids.push_back("HGNC:" + std::to_string(10'000 + id));
        symbols.push_back("GENE" + std::to_string(id));
    }
    sql << "INSERT INTO genes (id, hgnc_id, approved_symbol) VALUES (:id, :hgnc_id, :symbol)",
        soci::use(ids), soci::use(hgnc_ids), soci::use(symbols);
}

void add_annotations(soci::session& sql) {
    std::vector<int> genes;
    std::vector<std::string> names;
    std::vector<std::string> annotations;
    for (int i = 0; i < full_size.annotations; ++i) {
        genes.push_back(i % full_size.genes + 1);
        names.push_back(sources[static_cast<std::size_t>(i / full_size.genes)]);
        annotations.push_back(R"({"score": )" +
                              std::to_string(scattered(static_cast<std::uint32_t>(i))) + "}");
    }
    sql << "INSERT INTO gene_annotations (gene_id, source, annotations)"
           " VALUES (:gene, :source, :annotations)",
        soci::use(genes), soci::use(names), soci::use(annotations);
}

void add_evidence(soci::session& sql) {
    std::vector<int> genes;
    std::vector<std::string> names;
    std::vector<double> confidences;
    std::vector<std::string> data;
    for (int i = 0; i < full_size.evidence; ++i) {
        genes.push_back(i % full_size.genes + 1);
        names.push_back(evidence_sources[static_cast<std::size_t>(i) % evidence_sources.size()]);
        confidences.push_back(scattered(static_cast<std::uint32_t>(i) + 100'000));
        data.push_back(R"({"pmid": )" + std::to_string(30'000'000 + i) + "}");
    }
    sql << "INSERT INTO gene_evidence (gene_id, source_name, confidence, evidence_data)"
           " VALUES (:gene, :source, :confidence, :data)",
        soci::use(genes), soci::use(names), soci::use(confidences), soci::use(data);
}

}  // namespace

RowCounts count_rows(soci::session& sql) {
    RowCounts counts{};
    sql << "SELECT (SELECT count(*) FROM genes), (SELECT count(*) FROM gene_annotations),"
           " (SELECT count(*) FROM gene_evidence)",
        soci::into(counts.genes), soci::into(counts.annotations), soci::into(counts.evidence);
    return counts;
}

std::vector<RatedGene> best_genes(soci::session& sql) {
    std::vector<std::string> symbols(3);
    std::vector<double> scores(symbols.size());
    std::vector<std::string> tiers(symbols.size());
    sql << "SELECT approved_symbol, percentage_score, score_tier FROM gene_list_detailed"
           " ORDER BY percentage_score DESC, approved_symbol LIMIT 3",
        soci::into(symbols), soci::into(scores), soci::into(tiers);
    std::vector<RatedGene> genes;
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        genes.push_back({symbols[i], scores[i], tiers[i]});
    }
    return genes;
}

void fill(soci::session& sql) {
    soci::transaction transaction(sql);
    add_genes(sql);
    add_annotations(sql);
    add_evidence(sql);
    transaction.commit();
}
