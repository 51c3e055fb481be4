#include "workflow/baseline_text.hpp"

#include "script/header_text.hpp"
#include "script/statements.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace retort::workflow {
namespace {

/// As many as fit a screen's height and a reader's patience.
constexpr std::size_t rows_per_statement = 50;

/// With a semicolon, or with a delimiter of its own where one inside of it would end it.
std::string terminated(const std::string& statement, Dialect dialect) {
    const std::string text = statement + ";";
    const auto spans = script::split_statements(text, dialect);
    const bool is_one = spans.size() == 1 && spans[0].begin == 0 && spans[0].end == text.size() &&
                        spans[0].body_end == statement.size();
    if (is_one || dialect != Dialect::mysql) {
        return text + "\n";
    }
    std::string delimiter = "//";
    while (statement.find(delimiter) != std::string::npos) {
        delimiter += "/";
    }
    return fmt::format("DELIMITER {0}\n{1}\n{0}\nDELIMITER ;\n", delimiter, statement);
}

/// What is left of groups from which objects were taken may stand under one heading.
std::string joined_groups(const std::vector<dialect::Snapshot::Group>& groups, Dialect dialect) {
    std::string text;
    std::string heading;
    for (const dialect::Snapshot::Group& group : groups) {
        if (!group.statements.empty() && group.heading != heading) {
            heading = group.heading;
            text += fmt::format("\n-- {}\n", heading);
        }
        for (const std::string& statement : group.statements) {
            text += terminated(statement, dialect);
        }
    }
    return text;
}

bool is_left_out(const LeftOut& places, std::size_t place) {
    return std::find(places.begin(), places.end(), place) != places.end();
}

bool are_counted(const dialect::Snapshot::Table& table) {
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (table.rows[i].front() != std::to_string(i + 1)) {
            return false;
        }
    }
    return true;
}

/// Rows one behind another that leave out the same columns are one statement.
std::string inserts(const SeedRows& seed, const std::string& row_of_defaults) {
    const dialect::Snapshot::Table& table = *seed.table;
    const bool without_first = table.counts_rows && are_counted(table);
    std::string text;
    for (std::size_t first = 0; first < table.rows.size();) {
        const LeftOut& left_out = seed.left_out[first];
        const auto is_given = [&](std::size_t place) {
            return !(without_first && place == 0) && !is_left_out(left_out, place);
        };
        std::vector<std::string> names;
        for (std::size_t place = 0; place < table.columns.size(); ++place) {
            if (is_given(place)) {
                names.push_back(table.columns[place].quoted);
            }
        }
        std::vector<std::string> rows;
        std::size_t row = first;
        for (; row < table.rows.size() && row - first < rows_per_statement &&
               seed.left_out[row] == left_out;
             ++row) {
            std::vector<std::string> values;
            for (std::size_t place = 0; place < table.columns.size(); ++place) {
                if (is_given(place)) {
                    values.push_back(table.rows[row][place]);
                }
            }
            if (names.empty()) {
                text += fmt::format("{} {} {};\n", table.insert, table.quoted, row_of_defaults);
            } else {
                rows.push_back(fmt::format("    ({})", fmt::join(values, ", ")));
            }
        }
        if (!names.empty()) {
            text += fmt::format(
                "{} {} ({}){} VALUES\n{};\n", table.insert, table.quoted, fmt::join(names, ", "),
                table.overriding.empty() ? "" : " " + table.overriding, fmt::join(rows, ",\n"));
        }
        first = row;
    }
    return text;
}

std::string section(const char* name, const script::Section& section, Dialect dialect) {
    return fmt::format("\n-- retort:{} {}{}{}\n{}{}", name, to_string(dialect),
                       section.no_transaction ? " no_transaction" : "",
                       section.foreign_keys ? " foreign_keys" : "", section.text,
                       section.text.empty() || section.text.back() == '\n' ? "" : "\n");
}

}  // namespace

script::Script script_of(const Revisions::Data& revisions, Graph::Index index) {
    auto script = std::get<script::Script>(revisions.realisations[revisions.number(index)]);
    script.revision = revisions.graph[index];
    return script;
}

std::string baseline_header(const Revisions::Data& revisions, const graph::SquashRange& range,
                            const std::string& id, const std::string& message,
                            const std::vector<script::ObjectName>& lifted) {
    const Graph& graph = revisions.graph;
    NewScript header;
    header.id = id;
    header.message = message;
    if (range.below) {
        header.down_revisions = {graph[*range.below].id};
    }
    header.depends_on = range.depends_on;
    header.branch_labels = range.branch_labels;
    std::vector<Replaced> replaces;
    for (const Graph::Index member : range.members) {
        replaces.push_back({graph[member].id, script::checksum(script_of(revisions, member))});
    }
    return script::header_text(header, replaces, lifted);
}

std::string built_sections(const dialect::Snapshot& snapshot, const std::vector<SeedRows>& rows,
                           Dialect dialect, bool irreversible) {
    std::string text = fmt::format("\n-- retort:upgrade {}\n", to_string(dialect));
    text += joined_groups(snapshot.before_rows, dialect);
    std::string seeds;
    for (const SeedRows& seed : rows) {
        seeds += inserts(seed, snapshot.row_of_defaults);
    }
    text += seeds.empty() ? "" : "\n-- Rows\n" + seeds;
    text += joined_groups(snapshot.behind_rows, dialect);
    if (irreversible) {
        return text;
    }
    text += fmt::format("\n-- retort:downgrade {}\n", to_string(dialect));
    for (const std::string& statement : snapshot.drops) {
        text += statement + ";\n";
    }
    return text;
}

std::string joined_sections(const Revisions::Data& revisions, const graph::SquashRange& range,
                            Dialect dialect, bool irreversible) {
    std::string text;
    std::string back;
    for (const Graph::Index member : range.members) {
        const script::Script script = script_of(revisions, member);
        std::string down;
        for (const script::Section& each : script.sections) {
            if (each.applies_to(dialect)) {
                const bool is_up = each.direction == Direction::upgrade;
                (is_up ? text : down) += section(is_up ? "upgrade" : "downgrade", each, dialect);
            }
        }
        back.insert(0, down);
    }
    return irreversible ? text : text + back;
}

}  // namespace retort::workflow
