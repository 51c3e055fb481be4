#pragma once

#include "dialect/database.hpp"
#include "errors/script.hpp"
#include "workflow/baseline_text.hpp"
#include "workflow/proof.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace retort::workflow {

/// What the clock or chance gave must not be frozen in a baseline, unless that is asked for.
class MomentValues {
public:
    /// @param frozen `table.column` whose values may be all the same
    MomentValues(Dialect dialect, std::vector<std::string> frozen)
        : dialect_(dialect), frozen_(std::move(frozen)) {}

    /// @param scratch finds the statements
    /// @throws ScriptError for statements of the range that write such values themselves
    void check_statements(dialect::Database& scratch, const Revisions::Data& revisions,
                          const graph::SquashRange& range) const;

    /// The rows of the first of two runs in different seconds, without the values that the column's
    /// own default gave in both.
    /// @throws ScriptError for any other value that differs
    std::vector<SeedRows> seed_rows(const dialect::Snapshot& first,
                                    const dialect::Snapshot& second) const;

private:
    std::vector<errors::ScriptFault> faults_of(dialect::Database& scratch,
                                               const script::Script& script) const;
    LeftOut left_out(const dialect::Snapshot::Table& first, const dialect::Snapshot::Table& second,
                     std::size_t row) const;
    bool is_frozen(const std::string& table, const std::string& column) const;

    Dialect dialect_;
    std::vector<std::string> frozen_;
};

/// The columns whose values differ between two runs, or were left to their defaults.
Present varying(const dialect::Snapshot& first, const dialect::Snapshot& second,
                const std::vector<SeedRows>& seeds);

}  // namespace retort::workflow
