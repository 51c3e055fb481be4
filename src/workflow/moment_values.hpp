#pragma once

#include "workflow/baseline_text.hpp"
#include "workflow/proof.hpp"

#include <string>
#include <vector>

namespace retort::workflow {

/// Values that the clock or chance gave: they must not be frozen in a baseline.
class MomentValues {
public:
    /// @param accepted `table.column` whose values may be frozen all the same
    /// @throws ScriptError for statements that write such values, unless accepted
    MomentValues(const Revisions::Data& revisions, const graph::SquashRange& range, Dialect dialect,
                 const std::vector<std::string>& accepted);

    /// The rows of the first of two runs in different seconds, without the values that the column's
    /// own default gave in both.
    /// @throws ScriptError for any other value that differs, unless it is accepted
    std::vector<SeedRows> seed_rows(const dialect::Snapshot& first,
                                    const dialect::Snapshot& second);

    /// The columns with such values, once the rows were asked for.
    const Present& present() const noexcept { return present_; }

private:
    void check_statements(const Revisions::Data& revisions, const graph::SquashRange& range,
                          Dialect dialect) const;
    bool is_accepted(const std::string& table, const std::string& column) const;

    Dialect dialect_;
    std::vector<std::string> accepted_;
    Present present_;
};

}  // namespace retort::workflow
