#include <retort/graph.hpp>

#include "graph/data.hpp"
#include "graph/load.hpp"
#include "graph/reach.hpp"

#include <algorithm>
#include <utility>

namespace retort {

Graph::Graph() : data_(std::make_shared<Data>()) {}

Graph::Graph(std::vector<Revision> revisions) : data_(graph::load(std::move(revisions))) {}

std::size_t Graph::size() const noexcept {
    return data_->revisions.size();
}

const Revision& Graph::operator[](Index index) const noexcept {
    return data_->revisions[data_->position[index]];
}

std::optional<Graph::Index> Graph::find(std::string_view id) const noexcept {
    const auto found = data_->ids.find(id);
    if (found == data_->ids.end() || found->first != id) {
        return std::nullopt;
    }
    return found->second;
}

std::optional<Graph::Index> Graph::find_label(std::string_view label) const noexcept {
    const auto found = data_->labels.find(label);
    return found == data_->labels.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> Graph::lines_of(Index index) const {
    std::vector<std::string> labels;
    if (data_->labels.empty()) {
        return labels;
    }
    const graph::Marks above = graph::ancestors(*this, {index});
    for (const auto& [label, revision] : data_->labels) {
        if (above[revision]) {
            labels.emplace_back(label);
        }
    }
    std::sort(labels.begin(), labels.end());
    return labels;
}

Graph::Span Graph::parents(Index index) const noexcept {
    return data_->parents[index];
}
Graph::Span Graph::children(Index index) const noexcept {
    return data_->children[index];
}
Graph::Span Graph::needs(Index index) const noexcept {
    return data_->needs[index];
}
Graph::Span Graph::needed_by(Index index) const noexcept {
    return data_->needed_by[index];
}

const Graph::Indices& Graph::bases() const noexcept {
    return data_->bases;
}
const Graph::Indices& Graph::heads() const noexcept {
    return data_->heads;
}
const Graph::Indices& Graph::target_heads() const noexcept {
    return data_->target_heads;
}

}  // namespace retort
