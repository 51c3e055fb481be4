#include <retort/backup.hpp>

#include "cli/commands/arguments.hpp"
#include "cli/commands/command.hpp"
#include "cli/place.hpp"
#include "cli/scratch.hpp"

#include <fmt/format.h>

#include <memory>

namespace retort::cli {
namespace {

struct Rehearsal {
    std::string target = "heads";
    std::vector<std::string> scratch;
    RehearseOptions options;
};

void write(Context& context, const Rehearsed& rehearsed) {
    for (const RehearsedStep& step : rehearsed.steps) {
        context.out() << fmt::format("{}  {} ms", step.revision, step.duration.count());
        for (const auto& [table, rows] : step.row_changes) {
            context.out() << fmt::format("  {} {:+}", table, rows);
        }
        context.out() << '\n';
    }
}

int rehearse(Context& context, const Rehearsal& asked) {
    RehearseOptions options = asked.options;
    options.options = context.settings().options;
    const Revisions revisions = context.revisions();
    const Rehearsed rehearsed = retort::rehearse(
        place_of(context, Opening::existing), scratch_of(context, asked.scratch, context.dialect()),
        revisions, context.objects(), asked.target, options);
    context.result(json::rehearsed(rehearsed), [&] { write(context, rehearsed); });
    if (rehearsed.error) {
        context.err() << "error: " << rehearsed.error->what() << '\n';
        context.note("That was on a copy, which is dropped. The database is as it was.");
        return not_done;
    }
    const std::size_t count = rehearsed.steps.size();
    context.note(
        fmt::format("{} step{} done on a copy, which is dropped. The database is as it "
                    "was.",
                    count, count == 1 ? "" : "s"));
    return done;
}

}  // namespace

Run declare_rehearse(CLI::App& app) {
    const auto asked = std::make_shared<Rehearsal>();
    app.add_option("TARGET", asked->target, "heads, head, an id, label@head, +2 ... [heads]");
    app.add_option("--scratch", asked->scratch,
                   "A server where databases may be made and dropped, for the copy")
        ->type_name("URL")
        ->expected(1)
        ->take_all();
    app.add_flag("--template", asked->options.by_template,
                 "PostgreSQL: let the server copy it; nobody may be connected");
    app.add_flag_callback(
        "--no-objects", [asked] { asked->options.objects = false; },
        "Leave views and routines as they are");
    when_parsed(app, [&app, asked] {
        exclude(app, {{"--scratch", !asked->scratch.empty()},
                      {"--template", asked->options.by_template}});
        check_move(app, Direction::upgrade, asked->target);
    });
    return [asked](Context& context) { return rehearse(context, *asked); };
}

}  // namespace retort::cli
