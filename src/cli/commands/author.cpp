#include <retort/new_script.hpp>

#include "cli/commands/arguments.hpp"
#include "cli/commands/command.hpp"
#include "graph/typed.hpp"
#include "script/new_names.hpp"

#include <algorithm>
#include <memory>

namespace retort::cli {
namespace {

struct New {
    NewScript script;
    NewPlace place;
    std::vector<std::string> merged;
};

void check(const New& asked) {
    std::vector<std::string> targets = asked.script.depends_on;
    targets.insert(targets.end(), asked.merged.begin(), asked.merged.end());
    if (!asked.place.head.empty()) {
        targets.push_back(asked.place.head);
    }
    for (const std::string& target : targets) {
        graph::parse_place(target);
    }
    script::check_new_names(asked.script);
}

/// Labels stay labels, because the revision that carries one may change; ids are written out.
std::vector<std::string> dependencies(const Graph& graph, const std::vector<std::string>& targets) {
    std::vector<std::string> dependencies;
    for (const std::string& target : targets) {
        if (graph.find_label(target)) {
            dependencies.push_back(target);
            continue;
        }
        for (const Graph::Index index : resolve(graph, {}, target)) {
            dependencies.push_back(graph[index].id);
        }
    }
    return dependencies;
}

int write(Context& context, const Graph& graph, const NewScript& script) {
    const std::string path = write_script(graph, context.settings().scripts, script);
    const std::string name = path.substr(path.find_last_of('/') + 1);
    // A given id may hold a `_` itself; a random one ends at the first.
    const std::string id = script.id.empty() ? name.substr(0, name.find_first_of("_.")) : script.id;
    context.result({{"revision", id}, {"down_revisions", script.down_revisions}, {"path", path}},
                   [&] { context.out() << path << '\n'; });
    return done;
}

int revision(Context& context, const New& asked) {
    const Revisions revisions = context.revisions(Context::AbsentFolder::counts_as_empty);
    NewScript script = asked.script;
    script.down_revisions = parents_of_new(revisions.graph(), asked.place);
    script.depends_on = dependencies(revisions.graph(), asked.script.depends_on);
    return write(context, revisions.graph(), script);
}

int merge(Context& context, const New& asked) {
    const Revisions revisions = context.revisions();
    NewScript script = asked.script;
    script.down_revisions = parents_of_merge(revisions.graph(), asked.merged);
    return write(context, revisions.graph(), script);
}

void add_script_options(CLI::App& app, NewScript& script) {
    app.add_option("-m,--message", script.message, "What it does, in one line")
        ->required()
        ->type_name("MSG");
    app.add_option("--rev-id", script.id, "Its id [12 random hexadecimal digits]")->type_name("ID");
    app.add_option("--branch-label", script.branch_labels, "A name for this line of descent")
        ->allow_extra_args(false)
        ->type_name("LABEL");
}

}  // namespace

Run declare_revision(CLI::App& app) {
    const auto asked = std::make_shared<New>();
    add_script_options(app, asked->script);
    app.add_option("--head", asked->place.head, "Its parent; `base` for a new line [the head]")
        ->type_name("REV");
    app.add_flag("--splice", asked->place.splice, "Let the parent be a revision with children");
    app.add_option("--depends-on", asked->script.depends_on,
                   "A revision or label that must be applied before")
        ->allow_extra_args(false)
        ->type_name("REV");
    when_parsed(app, [asked] { check(*asked); });
    return [asked](Context& context) { return revision(context, *asked); };
}

Run declare_merge(CLI::App& app) {
    const auto asked = std::make_shared<New>();
    app.add_option("REV", asked->merged, "The revisions to merge, or `heads`")->required();
    add_script_options(app, asked->script);
    when_parsed(app, [asked] { check(*asked); });
    return [asked](Context& context) { return merge(context, *asked); };
}

}  // namespace retort::cli
