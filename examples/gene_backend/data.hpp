#pragma once

#include <string>
#include <vector>

namespace soci {
class session;
}

struct RowCounts {
    int genes;
    int annotations;
    int evidence;
};

/// What fill() makes.
inline constexpr RowCounts full_size{4'833, 33'663, 6'555};

RowCounts count_rows(soci::session& sql);

/// The genes with the most evidence, as the view gene_list_detailed lists them.
struct RatedGene {
    std::string symbol;
    double score;  ///< in percent of the best one
    std::string tier;
};
std::vector<RatedGene> best_genes(soci::session& sql);

/// Fills the empty tables, always with the same rows, in one transaction.
void fill(soci::session& sql);
