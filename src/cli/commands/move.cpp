#include <retort/backup.hpp>
#include <retort/offline.hpp>

#include "cli/commands/arguments.hpp"
#include "cli/commands/command.hpp"
#include "cli/text.hpp"
#include "errors/cli.hpp"

#include <fmt/format.h>

#include <memory>

namespace retort::cli {
namespace {

using Clock = std::chrono::steady_clock;

struct Move {
    Direction direction;
    std::string target;
    bool sql = false;
    std::string backup;  ///< a folder; empty: none
    RunOptions options;
};

void check(const CLI::App& app, const Move& move) {
    exclude(app, {{"--sql", move.sql},
                  {"--dry-run", move.options.dry_run},
                  {"--backup", !move.backup.empty()}});
    exclude(app, {{"--sql", move.sql}, {"--from-base", move.options.from_base}});
    if (move.target.empty()) {
        throw errors::target_empty(usage_of(app));
    }
    if (!move.sql && is_range(move.target)) {
        throw errors::range_without_sql(usage_of(app), move.target);
    }
    if (move.sql && move.direction == Direction::downgrade && !is_range(move.target)) {
        throw errors::downgrade_sql_without_range(usage_of(app));
    }
    if (is_range(move.target)) {
        check_offline_range(app, move.direction, move.target);
    } else {
        check_move(app, move.direction, move.target);
    }
}

int write_sql(Context& context, const Move& move) {
    const std::string sql = offline_sql(context.revisions(), context.dialect(), move.direction,
                                        move.target, context.settings().options);
    context.result({{"direction", to_string(move.direction)}, {"sql", sql}},
                   [&] { context.out() << sql; });
    return done;
}

std::string counted(std::size_t count, const char* what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string summary(const Plan& plan, const Move& move, Clock::duration took) {
    if (plan.empty() && plan.objects.empty()) {
        return "Nothing to do.";
    }
    std::string what = counted(plan.steps.size(), "revision");
    if (!plan.objects.empty()) {
        what += (plan.empty() ? "" : " and ") + counted(plan.objects.size(), "object");
        what = plan.empty() ? counted(plan.objects.size(), "object") : what;
    }
    if (move.options.dry_run) {
        return what + " would run; nothing was changed.";
    }
    return fmt::format("{} done in {:.2f} s.", what, std::chrono::duration<double>(took).count());
}

/// What is refused must be before a file is made for it.
void try_without_file(Context& context, const Move& move) {
    RunOptions options = move.options;
    options.dry_run = true;
    Connection(context, Opening::in_memory)->upgrade(move.target, options);
}

Plan move_database(Context& context, const Move& move, Graph& graph) {
    const bool creates = move.direction == Direction::upgrade && !move.options.dry_run;
    if (creates && makes_file(context.url())) {
        try_without_file(context, move);
    }
    Connection migrator(context, creates ? Opening::may_create : Opening::existing);
    graph = migrator->revisions().graph().with_archive();
    RunOptions options = move.options;
    if (!move.backup.empty()) {
        options.before_first_step = [&] {
            back_up(migrator.session(), move.backup, context.settings().options);
        };
    }
    return move.direction == Direction::upgrade ? migrator->upgrade(move.target, options)
                                                : migrator->downgrade(move.target, options);
}

int run_move(Context& context, const Move& move) {
    if (move.sql) {
        return write_sql(context, move);
    }
    const auto begin = Clock::now();
    Graph graph;
    const Plan plan = move_database(context, move, graph);
    context.result(json::plan(plan), [&] {
        if (!context.flags().quiet || move.options.dry_run) {
            text::write_plan(context.out(), context.terminal(), graph, plan);
        }
    });
    context.note(summary(plan, move, Clock::now() - begin));
    return done;
}

std::shared_ptr<Move> declare_move(CLI::App& app, Direction direction) {
    auto move = std::make_shared<Move>();
    move->direction = direction;
    app.add_flag("--sql", move->sql, "Print the SQL of a range A:B; no database is opened");
    app.add_flag("--dry-run", move->options.dry_run, "Check everything and run nothing");
    app.add_option("--backup", move->backup,
                   "Write a backup to this new folder first, if there is something to run")
        ->type_name("DIR");
    app.add_flag_callback(
        "--no-objects", [move] { move->options.objects = false; },
        "Leave views and routines as they are");
    when_parsed(app, [&app, move] { check(app, *move); });
    return move;
}

}  // namespace

Run declare_upgrade(CLI::App& app) {
    const auto move = declare_move(app, Direction::upgrade);
    move->target = "heads";
    app.add_option("TARGET", move->target, "heads, head, an id, label@head, +2 ... [heads]");
    app.add_flag("--from-base", move->options.from_base,
                 "The database has tables of its own and really starts at base");
    return [move](Context& context) { return run_move(context, *move); };
}

Run declare_downgrade(CLI::App& app) {
    const auto move = declare_move(app, Direction::downgrade);
    app.add_option("TARGET", move->target, "base, an id, -1, label@base ...")->required();
    return [move](Context& context) { return run_move(context, *move); };
}

}  // namespace retort::cli
