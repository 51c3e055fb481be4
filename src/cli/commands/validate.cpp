#include "cli/commands/command.hpp"
#include "cli/row_counts.hpp"

#include <retort/validate.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace retort::cli {
namespace {

struct AskedValidation {
    std::string saved;
    std::string compared;
};

std::string rows_of(const std::optional<std::uint64_t>& rows) {
    return rows ? std::to_string(*rows) : "no such table";
}

void write(Context& context, const Validation& validation, const std::vector<RowChange>& changes) {
    for (const TableRows& table : validation.tables) {
        context.out() << fmt::format("{:>12}  {}\n", table.rows, table.table);
    }
    for (const IntegrityProblem& problem : validation.problems) {
        context.out() << fmt::format("{}: {}{}\n", problem.kind,
                                     problem.table.empty() ? "" : problem.table + ": ",
                                     problem.detail);
    }
    for (const RowChange& change : changes) {
        context.out() << fmt::format("changed: {}: {}, was {}\n", change.table,
                                     rows_of(change.after), rows_of(change.before));
    }
}

int validate(Context& context, const AskedValidation& asked) {
    std::vector<TableRows> before;
    if (!asked.compared.empty()) {
        before = saved_row_counts(asked.compared);
    }
    const Options& options = context.settings().options;
    Database database(context.url(), Opening::existing, context.program(),
                      {options.lock_timeout, nullptr, {}, {}});
    SchemaOptions scope;
    scope.version_table = options.version_table;
    scope.version_schema = options.version_schema;
    const Validation validation = retort::validate(database.session(), scope);
    const std::vector<RowChange> changes =
        asked.compared.empty() ? std::vector<RowChange>{} : row_changes(before, validation.tables);
    if (!asked.saved.empty()) {
        save_row_counts(asked.saved, validation);
    }
    context.result(json::validated(validation, changes),
                   [&] { write(context, validation, changes); });
    const bool is_well = validation.problems.empty() && changes.empty();
    if (is_well) {
        context.note(asked.compared.empty() ? "No problem was found."
                                            : "No problem was found, and no table has another "
                                              "number of rows.");
    }
    return is_well ? done : found_something;
}

}  // namespace

Run declare_validate(CLI::App& app) {
    const auto asked = std::make_shared<AskedValidation>();
    app.add_option("--save", asked->saved, "Write the numbers of rows to this file")
        ->type_name("FILE");
    app.add_option("--compare", asked->compared,
                   "Name every table whose number of rows differs from this saved file")
        ->type_name("FILE");
    return [asked](Context& context) { return validate(context, *asked); };
}

}  // namespace retort::cli
