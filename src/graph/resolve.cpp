#include "graph/resolve.hpp"

#include "errors/baseline.hpp"
#include "errors/plan.hpp"
#include "errors/text.hpp"
#include "graph/choices.hpp"
#include "graph/pool.hpp"
#include "graph/tips.hpp"
#include "graph/walk.hpp"

#include <algorithm>

namespace retort::graph {
namespace {

std::vector<std::string> all_names(const Graph& graph) {
    std::vector<std::string> names;
    for (Index index = 0; index < graph.size(); ++index) {
        names.push_back(graph[index].id);
        const auto& labels = graph[index].branch_labels;
        names.insert(names.end(), labels.begin(), labels.end());
    }
    return names;
}

Indices with_prefix(const Graph& graph, std::string_view prefix,
                    const std::optional<Lineage>& lineage) {
    Indices found;
    for (Index index = 0; index < graph.size(); ++index) {
        const std::string& id = graph[index].id;
        if (id.compare(0, prefix.size(), prefix) == 0 && within(lineage, index)) {
            found.push_back(index);
        }
    }
    for (const auto& [alias, index] : graph.data().aliases) {
        if (alias.substr(0, prefix.size()) == prefix && within(lineage, index) &&
            std::find(found.begin(), found.end(), index) == found.end()) {
            found.push_back(index);
        }
    }
    sort_by_id(graph, found);
    return found;
}

[[noreturn]] void unknown(const Graph& graph, const Target& target, const std::string& name,
                          const std::optional<Lineage>& lineage) {
    if (const auto baseline = graph.find_replacement(name)) {
        throw errors::archived(target.text, name, graph[*baseline].id);
    }
    const Indices longer = with_prefix(graph, name, std::nullopt);
    if (name.size() < shortest_prefix && !longer.empty()) {
        throw errors::short_prefix(target.text, name, ids(graph, longer));
    }
    if (lineage && !longer.empty()) {
        throw errors::not_in_lineage(target.text, ids(graph, longer), lineage->branch);
    }
    throw errors::unknown_name(target.text, name, errors::nearest(name, all_names(graph)));
}

Index find_name(const Graph& graph, const Target& target, const std::string& name,
                const std::optional<Lineage>& lineage) {
    const auto id = graph.find(name);
    const auto exact = id ? id : graph.find_label(name);
    if (exact) {
        if (!within(lineage, *exact)) {
            throw errors::not_in_lineage(target.text, {graph[*exact].id}, lineage->branch);
        }
        return *exact;
    }
    const Indices found =
        name.size() < shortest_prefix ? Indices{} : with_prefix(graph, name, lineage);
    if (found.empty()) {
        unknown(graph, target, name, lineage);
    }
    if (found.size() > 1) {
        throw errors::ambiguous_prefix(target.text, name, ids(graph, found));
    }
    return found.front();
}

Attempt attempts_in(const Scope& scope) {
    if (!scope.advises) {
        return {};
    }
    return [&scope](const Target& target) { resolve_target(scope.without_advice(), target); };
}

Indices one_head(const Scope& scope, const Target& target, const std::optional<Lineage>& lineage) {
    const Graph& graph = scope.graph;
    Indices heads = within(lineage, graph.heads());
    if (heads.size() > 1) {
        const auto choices = target.offset == 0
                                 ? head_choices(graph, heads)
                                 : branch_choices(graph, heads, target, attempts_in(scope));
        const bool plural = !scope.one && target.offset == 0;
        const std::string all = !plural ? "" : lineage ? lineage->branch + "@heads" : "heads";
        throw errors::several_heads(target.text, described(graph, heads),
                                    lineage ? lineage->branch : "", choices, all);
    }
    return heads;
}

Indices resolve_symbol(const Scope& scope, const Target& target,
                       const std::optional<Lineage>& lineage) {
    const Graph& graph = scope.graph;
    switch (target.symbol) {
        case Symbol::head:
            return one_head(scope, target, lineage);
        case Symbol::heads:
            return lineage ? within(lineage, graph.heads()) : graph.target_heads();
        case Symbol::current:
            if (scope.recorded == nullptr) {
                throw errors::no_database(target.text);
            }
            return within(lineage, *scope.recorded);
        case Symbol::name:
            return {find_name(graph, target, target.name, lineage)};
        case Symbol::base:
        case Symbol::none:
            break;
    }
    return {};
}

/// Below an applied baseline, what it stands for is superfluous; otherwise its range was begun.
void refuse_begun(const Graph& graph, const Marks& applied, const std::vector<std::string>& ids) {
    const Pool& pool = *graph.data().pool;
    for (const std::string& id : ids) {
        const Index baseline = *graph.find_replacement(id);
        if (!applied[baseline]) {
            throw errors::archive_missing(pool.missing(*pool.baseline(graph[baseline].id)));
        }
    }
}

}  // namespace

std::optional<Lineage> read_lineage(const Graph& graph, const Target& target) {
    if (target.branch.empty()) {
        return std::nullopt;
    }
    const Index revision = find_name(graph, target, target.branch, std::nullopt);
    return Lineage{target.branch, revision, lineage(graph, revision)};
}

bool within(const std::optional<Lineage>& lineage, Index revision) {
    return !lineage || lineage->members[revision];
}

Indices within(const std::optional<Lineage>& lineage, Graph::Span revisions) {
    Indices inside;
    std::copy_if(revisions.begin(), revisions.end(), std::back_inserter(inside),
                 [&lineage](Index revision) { return within(lineage, revision); });
    return inside;
}

Indices within(const std::optional<Lineage>& lineage, const Indices& revisions) {
    return within(lineage, Graph::Span(revisions.data(), revisions.data() + revisions.size()));
}

Indices resolve_target(const Scope& scope, const Target& target,
                       const std::optional<Lineage>& lineage) {
    if (target.relative()) {
        throw errors::relative_alone(target.text);
    }
    Indices named = resolve_symbol(scope, target, lineage);
    return target.offset == 0
               ? named
               : Indices{walk(scope.graph, target, named, lineage, attempts_in(scope))};
}

Indices resolve_target(const Scope& scope, const Target& target) {
    return resolve_target(scope, target, read_lineage(scope.graph, target));
}

Indices find_recorded(const Graph& graph, const std::vector<std::string>& recorded) {
    Indices found;
    std::vector<std::string> missing;
    std::vector<std::string> inside;
    for (const std::string& id : recorded) {
        if (const auto index = graph.find(id)) {
            found.push_back(*index);
        } else {
            (graph.find_replacement(id) ? inside : missing).push_back(id);
        }
    }
    if (!missing.empty()) {
        throw errors::unknown_recorded(missing);
    }
    if (!inside.empty()) {
        refuse_begun(graph, closure(graph, found), inside);
    }
    return found;
}

Indices recorded_heads(const Graph& graph, const std::vector<std::string>& recorded) {
    return Tips(graph, closure(graph, find_recorded(graph, recorded)), Link::needs).tips();
}

}  // namespace retort::graph
