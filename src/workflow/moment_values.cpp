#include "workflow/moment_values.hpp"

#include "errors/squash.hpp"
#include "script/identifiers.hpp"
#include "script/moment.hpp"
#include "script/word_pattern.hpp"

#include <algorithm>

namespace retort::workflow {
namespace {

using dialect::Snapshot;

/// What a column says of itself, and what its default gave when each run had ended.
struct Default {
    script::Moment kind;
    const std::string& first;
    const std::string& second;

    /// Of a literal without fraction, zone and closing quote, which come before digits as texts.
    static std::size_t whole_length(const std::string& literal) {
        return std::min(literal.find_first_of(".+'", 1), literal.size());
    }
    /// Literals of one length are compared as texts: times and numbers are in their order then.
    static bool is_between(const std::string& value, const std::string& from,
                           const std::string& to) {
        return whole_length(value) == whole_length(from) &&
               whole_length(value) == whole_length(to) && from <= value && value <= to;
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

/// Statements that decide about rows themselves.
bool changes_rows(std::string_view statement, Dialect dialect) {
    return script::begin_with(script::words_of(statement, dialect),
                              "insert|replace|update|delete|with");
}

const Snapshot::Table& same_table(const Snapshot& snapshot, const Snapshot::Table& table) {
    const auto found =
        std::find_if(snapshot.tables.begin(), snapshot.tables.end(),
                     [&](const Snapshot::Table& each) { return each.name == table.name; });
    if (found == snapshot.tables.end() || found->rows.size() != table.rows.size()) {
        throw errors::rows_differ(table.name);
    }
    return *found;
}

}  // namespace

bool MomentValues::is_frozen(const std::string& table, const std::string& column) const {
    return std::find(frozen_.begin(), frozen_.end(), table + "." + column) != frozen_.end();
}

void MomentValues::check_statements(dialect::Database& scratch, const Revisions::Data& revisions,
                                    const graph::SquashRange& range) const {
    std::vector<ScriptError> errors;
    for (const Graph::Index member : range.members) {
        const script::Script script = script_of(revisions, member);
        const auto faults = faults_of(scratch, script);
        if (!faults.empty()) {
            errors.push_back(
                errors::script_faults(script.revision.path, script.revision.id, faults));
        }
    }
    if (!errors.empty()) {
        throw errors::joined(errors);
    }
}

std::vector<errors::ScriptFault> MomentValues::faults_of(dialect::Database& scratch,
                                                         const script::Script& script) const {
    const auto may_be_frozen = [this](const std::string& table) {
        return std::any_of(frozen_.begin(), frozen_.end(), [&](const std::string& name) {
            return name.compare(0, table.size() + 1, table + ".") == 0;
        });
    };
    std::vector<errors::ScriptFault> faults;
    for (const script::Section& section : script.sections) {
        if (section.direction != Direction::upgrade || !section.applies_to(dialect_)) {
            continue;
        }
        for (const dialect::Statement& statement : scratch.check(section, script.revision.path)) {
            const auto function = script::moment_function(statement.text, dialect_);
            if (function.kind == script::Moment::none || !changes_rows(statement.text, dialect_)) {
                continue;
            }
            for (const script::Identifier& table :
                 script::tables_written_by(statement.text, dialect_)) {
                if (!may_be_frozen(table.name)) {
                    faults.push_back(
                        {statement.line, errors::value_of_the_moment(function.name, table.name)});
                }
            }
        }
    }
    return faults;
}

LeftOut MomentValues::left_out(const Snapshot::Table& first, const Snapshot::Table& second,
                               std::size_t row) const {
    LeftOut places;
    for (std::size_t place = 0; place < first.columns.size(); ++place) {
        const Snapshot::Column& column = first.columns[place];
        const std::string& value = first.rows[row][place];
        const std::string& again = second.rows[row][place];
        const Default own{script::moment_function(column.default_value, dialect_).kind,
                          column.at_the_moment, second.columns[place].at_the_moment};
        if (own.gave(value, again)) {
            places.push_back(place);
        } else if (value != again && !is_frozen(first.name, column.name)) {
            throw errors::values_differ(first.name, column.name, value, again);
        }
    }
    return places;
}

std::vector<SeedRows> MomentValues::seed_rows(const Snapshot& first, const Snapshot& second) const {
    std::vector<SeedRows> seeds;
    for (const Snapshot::Table& table : first.tables) {
        const Snapshot::Table& other = same_table(second, table);
        SeedRows seed{&table, {}};
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            seed.left_out.push_back(left_out(table, other, row));
        }
        seeds.push_back(std::move(seed));
    }
    return seeds;
}

Present varying(const Snapshot& first, const Snapshot& second, const std::vector<SeedRows>& seeds) {
    Present columns;
    for (const Snapshot::Table& table : first.tables) {
        const Snapshot::Table& other = same_table(second, table);
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            for (std::size_t place = 0; place < table.columns.size(); ++place) {
                if (table.rows[row][place] != other.rows[row][place]) {
                    columns.insert({table.name, table.columns[place].name});
                }
            }
        }
    }
    for (const SeedRows& seed : seeds) {
        for (const LeftOut& places : seed.left_out) {
            for (const std::size_t place : places) {
                columns.insert({seed.table->name, seed.table->columns[place].name});
            }
        }
    }
    return columns;
}

}  // namespace retort::workflow
