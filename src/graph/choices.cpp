#include "graph/choices.hpp"

#include <retort/error.hpp>

#include <fmt/format.h>

namespace retort::graph {
namespace {

// Up to the branch or merge point where other lines begin to share the label's lineage.
std::string label_of_line(const Graph& graph, Index revision) {
    Index at = revision;
    while (graph[at].branch_labels.empty()) {
        const Graph::Span parents = graph.parents(at);
        if (parents.size() != 1 || graph.children(parents.front()).size() != 1) {
            return "";
        }
        at = parents.front();
    }
    return graph[at].branch_labels.front();
}

bool leads_somewhere(const std::string& choice, const Attempt& attempt) {
    try {
        attempt(parse_target(choice));
        return true;
    } catch (const UsageError&) {
        return false;
    }
}

}  // namespace

std::string branch_name(const Graph& graph, Index revision) {
    const std::string label = label_of_line(graph, revision);
    return label.empty() ? graph[revision].id : label;
}

std::vector<std::string> described(const Graph& graph, const Indices& revisions) {
    std::vector<std::string> texts;
    for (const Index revision : revisions) {
        const std::string label = label_of_line(graph, revision);
        const std::string& id = graph[revision].id;
        texts.push_back(label.empty() ? id : fmt::format("{} ({})", id, label));
    }
    return texts;
}

std::vector<std::string> head_choices(const Graph& graph, const Indices& heads) {
    std::vector<std::string> texts;
    for (const Index head : heads) {
        const std::string label = label_of_line(graph, head);
        texts.push_back(label.empty() ? graph[head].id : label + "@head");
    }
    return texts;
}

std::vector<std::string> branch_choices(const Graph& graph, const Indices& revisions,
                                        const Target& target, const Attempt& attempt) {
    std::vector<std::string> texts;
    if (!attempt) {
        return texts;
    }
    for (const Index revision : revisions) {
        const std::string choice = target.within(branch_name(graph, revision));
        if (leads_somewhere(choice, attempt)) {
            texts.push_back(choice);
        }
    }
    return texts;
}

}  // namespace retort::graph
