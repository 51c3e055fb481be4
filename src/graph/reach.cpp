#include "graph/reach.hpp"

#include <algorithm>

namespace retort::graph {
namespace {

template <typename Next>
void spread(Marks& marks, const Indices& from, Next next) {
    Indices open = from;
    while (!open.empty()) {
        const Index index = open.back();
        open.pop_back();
        if (marks[index]) {
            continue;
        }
        marks[index] = true;
        for (const Index reached : next(index)) {
            if (!marks[reached]) {
                open.push_back(reached);
            }
        }
    }
}

}  // namespace

Marks closure(const Graph& graph, const Indices& revisions) {
    Marks marks(graph.size());
    spread(marks, revisions, [&graph](Index index) { return graph.needs(index); });
    return marks;
}

Marks dependents(const Graph& graph, const Indices& revisions, const Marks& members) {
    Marks marks(graph.size());
    for (const Index revision : revisions) {
        marks[revision] = members[revision];
    }
    // What needs a revision comes after it, so that one pass is enough.
    for (Index index = 0; index < graph.size(); ++index) {
        if (!marks[index]) {
            continue;
        }
        for (const Index dependent : graph.needed_by(index)) {
            marks[dependent] = marks[dependent] || members[dependent];
        }
    }
    return marks;
}

Marks ancestors(const Graph& graph, const Indices& revisions) {
    Marks marks(graph.size());
    spread(marks, revisions, [&graph](Index index) { return graph.parents(index); });
    return marks;
}

Marks descendants(const Graph& graph, const Indices& revisions) {
    Marks marks(graph.size());
    spread(marks, revisions, [&graph](Index index) { return graph.children(index); });
    return marks;
}

Marks lineage(const Graph& graph, Index revision) {
    Marks marks = ancestors(graph, {revision});
    const Marks below = descendants(graph, {revision});
    std::transform(marks.begin(), marks.end(), below.begin(), marks.begin(),
                   [](bool a, bool b) { return a || b; });
    return marks;
}

Indices marked(const Marks& marks) {
    Indices revisions;
    for (Index index = 0; index < marks.size(); ++index) {
        if (marks[index]) {
            revisions.push_back(index);
        }
    }
    return revisions;
}

std::vector<std::string> ids(const Graph& graph, const Indices& revisions) {
    std::vector<std::string> texts;
    texts.reserve(revisions.size());
    for (const Index revision : revisions) {
        texts.push_back(graph[revision].id);
    }
    return texts;
}

void sort_by_id(const Graph& graph, Indices& revisions) {
    std::sort(revisions.begin(), revisions.end(),
              [&graph](Index a, Index b) { return graph[a].id < graph[b].id; });
}

}  // namespace retort::graph
