#include "cli/commands/arguments.hpp"
#include "cli/commands/command.hpp"
#include "cli/scratch.hpp"
#include "cli/text.hpp"

#include <fmt/format.h>

#include <memory>

namespace retort::cli {
namespace {

void write_current(Context& context, const Graph& graph, const CurrentState& state) {
    if (!context.flags().verbose) {
        text::write_recorded(context.out(), context.terminal(), graph, state.current);
        return;
    }
    for (const std::string& head : state.current) {
        const auto index = graph.find(head);
        if (index) {
            context.out() << text::details(context.terminal(), graph, *index) << '\n';
        } else {
            text::write_recorded(context.out(), context.terminal(), graph, {head});
        }
    }
}

void note_state(Context& context, const CurrentState& state) {
    if (state.current.empty()) {
        context.note("No revision is recorded in this database.");
    }
    if (!state.pending.empty()) {
        context.note(fmt::format("{} revision{} pending.", state.pending.size(),
                                 state.pending.size() == 1 ? " is" : "s are"));
    }
}

int current(Context& context, bool check_heads) {
    Connection migrator(context, Opening::existing);
    const CurrentState state = migrator->current();
    context.result(json::current(state), [&] {
        write_current(context, migrator->revisions().graph().with_archive(), state);
    });
    note_state(context, state);
    const bool ahead_fails = context.settings().options.unknown == UnknownPolicy::fail;
    const bool at_heads = state.pending.empty() && (state.unknown.empty() || !ahead_fails);
    return check_heads && !at_heads ? found_something : done;
}

int report(Context& context, const std::vector<Problem>& problems) {
    context.result(json::problems(problems),
                   [&] { text::write_problems(context.out(), context.terminal(), problems); });
    if (problems.empty()) {
        context.note("All is well: at heads, and in step with the scripts.");
    }
    return problems.empty() ? done : found_something;
}

struct Checked {
    bool drift = false;
    std::vector<std::string> scratch;
};

std::string sentence(const SchemaDifference& difference) {
    return fmt::format("{} {}: {}{}{} is {} in this database and {} in what the scripts build",
                       to_string(difference.severity), to_string(difference.category),
                       difference.object, difference.detail.empty() ? "" : ", ", difference.detail,
                       difference.right.empty() ? "absent" : difference.right,
                       difference.left.empty() ? "absent" : difference.left);
}

int check(Context& context, const Checked& checked) {
    Connection migrator(context, Opening::existing);
    std::vector<Problem> problems = migrator->check();
    if (checked.drift) {
        for (const SchemaDifference& difference :
             drift(migrator.session(), scratch_of(context, checked.scratch, context.dialect()),
                   migrator->revisions(), context.objects(), context.settings().options)) {
            problems.push_back({"drift", {}, sentence(difference)});
        }
    }
    return report(context, problems);
}

int log(Context& context) {
    const std::vector<LogEntry> entries = Connection(context, Opening::existing)->log();
    context.result(json::log(entries),
                   [&] { text::write_log(context.out(), context.terminal(), entries); });
    return done;
}

struct AskedRepair {
    std::string accept_edited;
    std::string never_run;
    bool did_run = false;
    bool did_not_run = false;

    std::optional<Repair> repair() const {
        if (!accept_edited.empty()) {
            return Repair{Repair::Action::accept_edited, accept_edited};
        }
        if (!never_run.empty()) {
            return Repair{Repair::Action::never_run, never_run};
        }
        if (did_run || did_not_run) {
            return Repair{did_run ? Repair::Action::did_run : Repair::Action::did_not_run, ""};
        }
        return std::nullopt;
    }
};

int repair(Context& context, const AskedRepair& asked) {
    Connection migrator(context, Opening::existing);
    const auto repair = asked.repair();
    if (!repair) {
        return report(context, migrator->check());
    }
    migrator->repair(*repair);
    report(context, migrator->check());
    return done;
}

}  // namespace

Run declare_current(CLI::App& app) {
    const auto check_heads = std::make_shared<bool>(false);
    app.add_flag("--check-heads", *check_heads, "Exit 3 unless the database is at heads");
    return [check_heads](Context& context) { return current(context, *check_heads); };
}

Run declare_check(CLI::App& app) {
    const auto checked = std::make_shared<Checked>();
    app.add_flag("--drift", checked->drift,
                 "Compare the schema with the one that the scripts build");
    app.add_option("--scratch", checked->scratch,
                   "For --drift: a server where a database may be made and dropped")
        ->type_name("URL")
        ->expected(1)
        ->take_all();
    return [checked](Context& context) { return check(context, *checked); };
}

Run declare_log(CLI::App&) {
    return log;
}

Run declare_repair(CLI::App& app) {
    const auto asked = std::make_shared<AskedRepair>();
    app.add_option("--accept-edited", asked->accept_edited,
                   "The present text of this revision's script is what was applied")
        ->type_name("ID");
    app.add_flag("--did-run", asked->did_run,
                 "The statement that the dirty step stopped in took effect (or the whole step, "
                 "where none is named)");
    app.add_flag("--did-not-run", asked->did_not_run,
                 "Nothing of that statement is left in the database (or of the whole step)");
    app.add_option("--never-run", asked->never_run,
                   "This revision counts as applied although it never ran here")
        ->type_name("ID");
    when_parsed(app, [&app, asked] {
        exclude(app, {{"--accept-edited", !asked->accept_edited.empty()},
                      {"--did-run", asked->did_run},
                      {"--did-not-run", asked->did_not_run},
                      {"--never-run", !asked->never_run.empty()}});
    });
    return [asked](Context& context) { return repair(context, *asked); };
}

}  // namespace retort::cli
