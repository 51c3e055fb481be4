#include "cli/commands/arguments.hpp"
#include "cli/commands/command.hpp"
#include "cli/text.hpp"
#include "errors/cli.hpp"

#include <fmt/format.h>

#include <memory>

namespace retort::cli {
namespace {

struct AskedObjects {
    std::string action;
    std::vector<std::string> names;
    SyncOptions sync;
};

void check(const CLI::App& app, const AskedObjects& asked) {
    const std::string usage = usage_of(app);
    for (const char* option : {"--prune", "--adopt", "--dry-run"}) {
        if (app.count(option) > 0 && asked.action != "sync") {
            throw errors::option_of_sync(usage, option);
        }
    }
    if (!asked.names.empty() && asked.action != "refresh") {
        throw errors::names_of_refresh(usage, asked.names.front());
    }
}

int list(Context& context, Migrator& migrator) {
    const auto statuses = migrator.objects();
    context.result(json::objects(statuses),
                   [&] { text::write_objects(context.out(), context.terminal(), statuses); });
    if (statuses.empty()) {
        context.note(fmt::format("There are no objects: none in the folder '{}', none recorded.",
                                 context.settings().objects));
    }
    return done;
}

int diff(Context& context, Migrator& migrator) {
    const auto differences = migrator.diff_objects();
    context.result(json::object_differences(differences), [&] {
        text::write_object_differences(context.out(), context.terminal(), differences);
    });
    if (differences.empty()) {
        context.note("Every object is what its file says.");
    }
    return done;
}

int sync(Context& context, Migrator& migrator, const SyncOptions& options) {
    const auto steps = migrator.sync_objects(options);
    context.result(json::object_steps(steps),
                   [&] { text::write_object_steps(context.out(), context.terminal(), steps); });
    const char* plural = steps.size() == 1 ? "" : "s";
    context.note(steps.empty() ? "Nothing to do."
                 : options.dry_run
                     ? fmt::format("{} object{} would change; nothing was.", steps.size(), plural)
                     : fmt::format("{} object{} changed.", steps.size(), plural));
    return done;
}

int refresh(Context& context, Migrator& migrator, const std::vector<std::string>& names) {
    const auto refreshed = migrator.refresh_objects(names);
    context.result({{"refreshed", refreshed}}, [&] {
        for (const std::string& name : refreshed) {
            context.out() << name << '\n';
        }
    });
    if (refreshed.empty()) {
        context.note("There is no materialized view to refresh.");
    }
    return done;
}

int objects(Context& context, const AskedObjects& asked) {
    Connection migrator(context, Opening::existing);
    if (asked.action == "list") {
        return list(context, *migrator);
    }
    if (asked.action == "diff") {
        return diff(context, *migrator);
    }
    return asked.action == "sync" ? sync(context, *migrator, asked.sync)
                                  : refresh(context, *migrator, asked.names);
}

}  // namespace

Run declare_objects(CLI::App& app) {
    const auto asked = std::make_shared<AskedObjects>();
    app.add_option("ACTION", asked->action, "list, diff, sync or refresh")
        ->required()
        ->check(CLI::IsMember({"list", "diff", "sync", "refresh"}).description(""))
        ->type_name("");
    app.add_option("NAME", asked->names, "refresh: these materialized views [all]")
        ->type_name("...");
    app.add_flag("--prune", asked->sync.prune, "sync: drop those whose file is gone");
    app.add_option("--adopt", asked->sync.adopt,
                   "sync: replace this one, which exists and differs from its file")
        ->type_name("NAME")
        ->expected(1)
        ->take_all();
    app.add_flag("--dry-run", asked->sync.dry_run, "sync: say what would be done");
    when_parsed(app, [&app, asked] { check(app, *asked); });
    return [asked](Context& context) { return objects(context, *asked); };
}

}  // namespace retort::cli
