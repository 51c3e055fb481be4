#include "cli/commands/arguments.hpp"
#include "cli/commands/command.hpp"
#include "cli/text.hpp"
#include "errors/cli.hpp"

#include <algorithm>
#include <memory>

namespace retort::cli {
namespace {

struct AskedPlan {
    std::string direction;
    std::string target = "heads";
    std::string from_text;
    std::vector<std::string> from;

    Direction way() const {
        return direction == "upgrade" ? Direction::upgrade : Direction::downgrade;
    }
};

/// Empty pieces included, which CLI11's own delimiter drops.
std::vector<std::string> pieces(const std::string& text) {
    std::vector<std::string> result;
    std::size_t begin = 0;
    for (std::size_t comma = text.find(','); comma != std::string::npos;
         comma = text.find(',', begin)) {
        result.push_back(text.substr(begin, comma - begin));
        begin = comma + 1;
    }
    result.push_back(text.substr(begin));
    return result;
}

void check(const CLI::App& app, AskedPlan& asked) {
    if (app.count("--from") > 0) {
        asked.from = pieces(asked.from_text);
    }
    if (app.count("TARGET") == 0 && asked.way() == Direction::downgrade) {
        throw errors::target_missing(usage_of(app), asked.direction);
    }
    if (asked.target.empty()) {
        throw errors::target_empty(usage_of(app) + " " + asked.direction);
    }
    const auto missing = std::find(asked.from.begin(), asked.from.end(), "");
    if (missing != asked.from.end()) {
        throw errors::recorded_empty(usage_of(app));
    }
    if (is_range(asked.target)) {
        throw errors::range_without_sql(usage_of(app), asked.target);
    }
    check_move(app, asked.way(), asked.target);
}

std::vector<std::string> ids_of(const Graph& graph) {
    std::vector<std::string> ids;
    for (Graph::Index index = 0; index < graph.size(); ++index) {
        ids.push_back(graph[index].id);
    }
    return ids;
}

/// The id that an id or a prefix stands for.
std::string recorded_id(const Graph& graph, const std::string& text) {
    if (graph.find(text) || graph.find_replacement(text)) {
        return text;
    }
    const std::vector<std::string> ids = ids_of(graph);
    const bool known = std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
        return id.compare(0, text.size(), text) == 0;
    });
    if (!known) {
        throw errors::not_in_scripts(text, ids);
    }
    return graph[resolve(graph, {}, text).front()].id;
}

Plan plan_from(const Graph& graph, const AskedPlan& asked) {
    std::vector<std::string> current;
    if (asked.from != std::vector<std::string>{"base"}) {
        for (const std::string& text : asked.from) {
            current.push_back(recorded_id(graph, text));
        }
    }
    return asked.way() == Direction::upgrade ? plan_upgrade(graph, current, asked.target)
                                             : plan_downgrade(graph, current, asked.target);
}

void write(Context& context, const Graph& graph, const Plan& plan) {
    context.result(json::plan(plan),
                   [&] { text::write_plan(context.out(), context.terminal(), graph, plan); });
    if (plan.empty() && plan.objects.empty()) {
        context.note("Nothing to do.");
    }
}

int run_plan(Context& context, const AskedPlan& asked) {
    if (!asked.from.empty()) {
        const Revisions revisions = context.revisions();
        write(context, revisions.graph().with_archive(), plan_from(revisions.graph(), asked));
        return done;
    }
    Connection migrator(context, Opening::existing);
    write(context, migrator->revisions().graph().with_archive(),
          migrator->plan(asked.way(), asked.target));
    return done;
}

}  // namespace

Run declare_plan(CLI::App& app) {
    const auto asked = std::make_shared<AskedPlan>();
    app.add_option("DIRECTION", asked->direction, "upgrade or downgrade")
        ->required()
        ->check(CLI::IsMember({"upgrade", "downgrade"}).description(""))
        ->type_name("");
    app.add_option("TARGET", asked->target, "As for that command [heads]");
    app.add_option("--from", asked->from_text,
                   "Recorded heads ID,ID or `base`, in place of a database")
        ->type_name("ID,ID");
    when_parsed(app, [&app, asked] { check(app, *asked); });
    return [asked](Context& context) { return run_plan(context, *asked); };
}

}  // namespace retort::cli
