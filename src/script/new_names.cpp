#include "script/new_names.hpp"

#include "errors/graph.hpp"
#include "errors/script.hpp"
#include "errors/text.hpp"
#include "script/character.hpp"

#include <algorithm>

namespace retort::script {
namespace {

/// The revision whose id or label is `name`; ids may differ in case only.
const Revision* owner_of(const Graph& graph, const std::string& name) {
    const auto labelled = graph.find_label(name);
    if (labelled) {
        return &graph[*labelled];
    }
    const std::string lower = lower_case(name);
    for (Graph::Index i = 0; i < graph.size(); ++i) {
        if (lower_case(graph[i].id) == lower) {
            return &graph[i];
        }
    }
    return nullptr;
}

}  // namespace

void check_new_names(const NewScript& script) {
    std::vector<std::string> names = script.branch_labels;
    if (!script.id.empty()) {
        names.push_back(script.id);
    }
    for (const std::string& name : names) {
        const std::string wrong = errors::name_fault(name);
        if (!wrong.empty()) {
            throw errors::new_name_invalid(name, wrong);
        }
    }
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice != names.end()) {
        throw errors::new_name_twice(*twice);
    }
}

void check_free(const Graph& graph, const std::string& name) {
    const auto inside = graph.find_replacement(name);
    const auto meant = inside ? inside : graph.find(name);
    if (meant && graph[*meant].id != name) {
        const Revision& baseline = graph[*meant];
        throw errors::new_name_archived(name, baseline.id,
                                        errors::place(baseline.path, baseline.line));
    }
    if (const Revision* owner = owner_of(graph, name)) {
        throw errors::new_name_taken(name, owner->id, errors::place(owner->path, owner->line));
    }
}

}  // namespace retort::script
