#include "cli/accepted.hpp"
#include "cli/commands/arguments.hpp"
#include "cli/commands/command.hpp"
#include "cli/scratch.hpp"
#include "cli/text.hpp"

#include <retort/squash.hpp>

#include <fmt/format.h>

#include <memory>

namespace retort::cli {
namespace {

struct AskedSquash {
    SquashOptions squash;
    std::vector<std::string> scratch;
    std::string accepted;
};

void write(Context& context, const Squashed& squashed) {
    text::write_schema_differences(context.out(), context.terminal(), squashed.schema_differences);
    for (const std::string& difference : squashed.row_differences) {
        context.out() << difference << '\n';
    }
    if (squashed.is_proven() || squashed.accepted) {
        context.out() << squashed.path << '\n';
    }
}

std::string outcome(const Squashed& squashed) {
    if (!squashed.is_proven() && !squashed.accepted) {
        return "The baseline does not build what the chain builds. Nothing was written.";
    }
    std::size_t rows = 0;
    for (const auto& [table, count] : squashed.seed_rows) {
        rows += count;
    }
    return fmt::format(
        "{} stands for {} revision{}, with {} seed row{}: chain and baseline build {}.{}",
        squashed.baseline, squashed.replaces.size(), squashed.replaces.size() == 1 ? "" : "s", rows,
        rows == 1 ? "" : "s",
        squashed.accepted ? "the same but for the differences that were accepted"
                          : "the same schema and the same rows",
        squashed.written ? fmt::format(" The scripts are in {}.", squashed.archive)
                         : " Nothing was written.");
}

int squash(Context& context, const AskedSquash& asked) {
    SquashOptions options = asked.squash;
    options.options = context.settings().options;
    options.objects_folder = context.settings().objects;
    if (!asked.accepted.empty()) {
        options.accepted = accepted_differences(asked.accepted);
    }
    options.scratch = {scratch_of(context, asked.scratch, context.dialect())};
    for (const Dialect dialect : {Dialect::sqlite, Dialect::postgresql, Dialect::mysql}) {
        Scratch more = scratch_of(context, asked.scratch, dialect);
        if (dialect != context.dialect() && more.open) {
            options.scratch.push_back(std::move(more));
        }
    }
    const Squashed squashed =
        retort::squash(context.settings().scripts, context.sources(), context.objects(), options);
    context.result(json::squashed(squashed), [&] { write(context, squashed); });
    context.note(outcome(squashed));
    return squashed.is_proven() || squashed.accepted ? done : not_done;
}

}  // namespace

Run declare_squash(CLI::App& app) {
    const auto asked = std::make_shared<AskedSquash>();
    app.add_option("RANGE", asked->squash.range, "B, everything up to it, or A:B, what is above A")
        ->required()
        ->type_name("");
    app.add_option("--rev-id", asked->squash.id, "The baseline's id [random]")->type_name("ID");
    app.add_option("-m,--message", asked->squash.message, "The baseline's first line")
        ->required()
        ->type_name("MSG");
    app.add_option("--scratch", asked->scratch,
                   "A server where databases may be made and dropped; one for each dialect")
        ->type_name("URL")
        ->expected(1)
        ->take_all();
    app.add_option("--freeze", asked->squash.frozen,
                   "Keep the values of this column although they differ from run to run")
        ->type_name("TABLE.COLUMN")
        ->expected(1)
        ->take_all();
    app.add_option("--lift", asked->squash.lift,
                   "Move this routine or trigger to an object file too, as views are")
        ->type_name("NAME")
        ->expected(1)
        ->take_all();
    app.add_option("--accept", asked->accepted,
                   "Write it if it differs in exactly this, as `squash --json` printed it")
        ->type_name("FILE");
    app.add_flag("--dry-run", asked->squash.dry_run, "Prove it, and write nothing");
    return [asked](Context& context) { return squash(context, *asked); };
}

}  // namespace retort::cli
