#include "workflow/moment_values.hpp"

#include "dialect/database.hpp"
#include "errors/script.hpp"
#include "errors/squash.hpp"
#include "script/identifiers.hpp"
#include "script/moment.hpp"
#include "script/word_pattern.hpp"

#include <algorithm>

namespace retort::workflow {
namespace {

using dialect::Snapshot;

/// `gene` for `"gene"`, as `--accept` has it.
std::string plain(const std::string& name) {
    return name.size() > 2 && (name.front() == '"' || name.front() == '`')
               ? name.substr(1, name.size() - 2)
               : name;
}

/// What a column says of itself, and what its default gave when each run had ended.
struct Default {
    script::Moment kind;
    const std::string& first;
    const std::string& second;

    /// Literals of one length are compared as texts: times and numbers are in their order then.
    static bool is_between(const std::string& value, const std::string& from,
                           const std::string& to) {
        return value.size() == from.size() && value.size() == to.size() && from <= value &&
               value <= to;
    }
    /// Whether it gave this value in the first run, and that one in the second.
    bool gave(const std::string& value, const std::string& again) const {
        switch (kind) {
            case script::Moment::none:
                return false;
            case script::Moment::chance:
                return value != again;
            case script::Moment::clock:
                return value == again ? value == first && again == second
                                      : is_between(again, first, second);
        }
        return false;
    }
};

/// Statements that write rows themselves.
bool writes_rows(std::string_view statement, Dialect dialect) {
    return script::begin_with(script::words_of(statement, dialect), "insert|replace|update|with");
}

}  // namespace

MomentValues::MomentValues(const Revisions::Data& revisions, const graph::SquashRange& range,
                           Dialect dialect, const std::vector<std::string>& accepted)
    : dialect_(dialect), accepted_(accepted) {
    check_statements(revisions, range, dialect);
}

bool MomentValues::is_accepted(const std::string& table, const std::string& column) const {
    const std::string name = plain(table) + "." + plain(column);
    return std::find(accepted_.begin(), accepted_.end(), name) != accepted_.end();
}

void MomentValues::check_statements(const Revisions::Data& revisions,
                                    const graph::SquashRange& range, Dialect dialect) const {
    std::vector<ScriptError> errors;
    for (const Graph::Index member : range.members) {
        const script::Script script = script_of(revisions, member);
        std::vector<errors::ScriptFault> faults;
        for (const script::Section& section : script.sections) {
            if (section.direction != Direction::upgrade || !section.applies_to(dialect)) {
                continue;
            }
            for (const dialect::Statement& statement :
                 dialect::check_offline(dialect, section, script.revision.path)) {
                const auto function = script::moment_function(statement.text, dialect);
                if (function.kind == script::Moment::none ||
                    !writes_rows(statement.text, dialect)) {
                    continue;
                }
                for (const script::Identifier& table :
                     script::tables_written_by(statement.text, dialect)) {
                    const std::string prefix = table.name + ".";
                    const bool any_accepted =
                        std::any_of(accepted_.begin(), accepted_.end(), [&](const auto& name) {
                            return name.compare(0, prefix.size(), prefix) == 0;
                        });
                    if (!any_accepted) {
                        faults.push_back({statement.line,
                                          errors::value_of_the_moment(function.name, table.name)});
                    }
                }
            }
        }
        if (!faults.empty()) {
            errors.push_back(
                errors::script_faults(script.revision.path, script.revision.id, faults));
        }
    }
    if (!errors.empty()) {
        throw errors::joined(errors);
    }
}

std::vector<SeedRows> MomentValues::seed_rows(const Snapshot& first, const Snapshot& second) {
    std::vector<SeedRows> seeds;
    for (std::size_t t = 0; t < first.tables.size(); ++t) {
        const Snapshot::Table& table = first.tables[t];
        const Snapshot::Table& other = second.tables.at(t);
        if (table.rows.size() != other.rows.size()) {
            throw errors::rows_differ(plain(table.name));
        }
        SeedRows seed{&table, std::vector<LeftOut>(table.rows.size())};
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            for (std::size_t place = 0; place < table.columns.size(); ++place) {
                const Snapshot::Column& column = table.columns[place];
                const std::string& value = table.rows[row][place];
                const std::string& again = other.rows[row][place];
                const Default own{script::moment_function(column.default_value, dialect_).kind,
                                  column.at_the_moment, other.columns[place].at_the_moment};
                const bool from_default = own.gave(value, again);
                if (value == again && !from_default) {
                    continue;
                }
                if (from_default) {
                    seed.left_out[row].push_back(place);
                } else if (!is_accepted(table.name, column.name)) {
                    throw errors::values_differ(plain(table.name), plain(column.name), value,
                                                again);
                }
                present_.insert({table.name, column.name});
            }
        }
        seeds.push_back(std::move(seed));
    }
    return seeds;
}

}  // namespace retort::workflow
