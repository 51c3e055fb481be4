#include "workflow/proof.hpp"

#include "errors/squash.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>

namespace retort::workflow {
namespace {

using Texts = std::vector<std::string>;

/// Each row as one text, in byte order.
Texts rows_of(const dialect::Snapshot::Table& table, const Present& present) {
    Texts rows;
    for (std::vector<std::string> row : table.rows) {
        for (std::size_t place = 0; place < row.size(); ++place) {
            if (present.count({table.name, table.columns[place].name}) > 0 &&
                row[place] != "NULL") {
                row[place] = "(some value)";
            }
        }
        rows.push_back(fmt::format("{}", fmt::join(row, ", ")));
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::map<std::string, Texts> all_rows(const Built& built, const Present& present) {
    std::map<std::string, Texts> rows;
    for (const auto& table : built.snapshot.tables) {
        rows[table.name] = rows_of(table, present);
    }
    return rows;
}

Texts only_in(const Texts& one, const Texts& other) {
    Texts result;
    std::set_difference(one.begin(), one.end(), other.begin(), other.end(),
                        std::back_inserter(result));
    return result;
}

void append_rows(Texts& differences, const std::string& table, const Texts& only, bool in_chain) {
    if (!only.empty()) {
        differences.push_back(errors::rows_only_in(table, only.size(), only.front(), in_chain));
    }
}

}  // namespace

Comparison compare(const Built& chain, const Built& baseline, const Present& present) {
    Comparison result;
    ComparisonOptions options;
    options.next_values = true;
    result.schema = retort::compare(chain.schema, baseline.schema, options);
    const auto left = all_rows(chain, present);
    const auto right = all_rows(baseline, present);
    static const Texts none;
    const auto rows_in = [](const std::map<std::string, Texts>& rows,
                            const std::string& table) -> const Texts& {
        const auto found = rows.find(table);
        return found == rows.end() ? none : found->second;
    };
    for (const auto& [table, rows] : left) {
        append_rows(result.rows, table, only_in(rows, rows_in(right, table)), true);
    }
    for (const auto& [table, rows] : right) {
        append_rows(result.rows, table, only_in(rows, rows_in(left, table)), false);
    }
    for (const std::string& words : only_in(chain.snapshot.witness, baseline.snapshot.witness)) {
        result.rows.push_back(errors::words_only_in(words, true));
    }
    for (const std::string& words : only_in(baseline.snapshot.witness, chain.snapshot.witness)) {
        result.rows.push_back(errors::words_only_in(words, false));
    }
    return result;
}

}  // namespace retort::workflow
