#include "graph/tips.hpp"

#include <algorithm>
#include <utility>

namespace retort::graph {

Tips::Tips(const Graph& graph, Marks members, Link link)
    : graph_(graph), link_(link), members_(std::move(members)), uses_(graph.size(), 0) {
    const Indices all = marked(members_);
    for (const Index member : all) {
        for (const Index end : links(member)) {
            ++uses_[end];
        }
    }
    std::copy_if(all.begin(), all.end(), std::back_inserter(tips_),
                 [this](Index member) { return uses_[member] == 0; });
    sort_by_id(graph_, tips_);
}

void Tips::add(Index revision) {
    members_[revision] = true;
    for (const Index end : links(revision)) {
        if (uses_[end]++ == 0 && members_[end]) {
            tips_.erase(place(end));
        }
    }
    tips_.insert(place(revision), revision);
}

void Tips::remove(Index revision) {
    members_[revision] = false;
    tips_.erase(place(revision));
    for (const Index end : links(revision)) {
        if (--uses_[end] == 0 && members_[end]) {
            tips_.insert(place(end), end);
        }
    }
}

Graph::Span Tips::links(Index revision) const noexcept {
    return link_ == Link::parents ? graph_.parents(revision) : graph_.needs(revision);
}

Indices::iterator Tips::place(Index revision) {
    return std::lower_bound(tips_.begin(), tips_.end(), revision,
                            [this](Index a, Index b) { return graph_[a].id < graph_[b].id; });
}

}  // namespace retort::graph
