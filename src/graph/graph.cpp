#include <retort/graph.hpp>

#include "graph/data.hpp"
#include "graph/load.hpp"
#include "graph/pool.hpp"
#include "graph/reach.hpp"

#include <algorithm>
#include <utility>

namespace retort {

Graph::Graph() : Graph(std::vector<Revision>{}) {}

Graph::Graph(std::vector<Revision> revisions) {
    const std::size_t scripts = revisions.size();
    data_ = graph::load(std::move(revisions), scripts);
}

Graph::Graph(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

std::size_t Graph::size() const noexcept {
    return data_->position.size();
}

const Revision& Graph::operator[](Index index) const noexcept {
    return data_->pool->revisions[data_->position[index]];
}

std::optional<Graph::Index> Graph::find(std::string_view id) const noexcept {
    const auto found = data_->ids.find(id);
    if (found == data_->ids.end() || found->first != id) {
        return std::nullopt;
    }
    return found->second;
}

std::optional<Graph::Index> Graph::find_replacement(std::string_view id) const noexcept {
    const auto found = data_->replaced.find(id);
    if (found == data_->replaced.end() || found->first != id) {
        return std::nullopt;
    }
    return found->second;
}

std::optional<Graph::Index> Graph::find_label(std::string_view label) const noexcept {
    const auto found = data_->labels.find(label);
    return found == data_->labels.end() ? std::nullopt : std::optional(found->second);
}

Graph Graph::with_archive() const {
    const auto name_live = [this](Revision& revision) {
        for (auto* names : {&revision.down_revisions, &revision.depends_on}) {
            for (std::string& name : *names) {
                const auto known = find(name);
                name = known ? (*this)[*known].id : name;
            }
        }
    };
    const graph::Pool& pool = *data_->pool;
    if (pool.baselines.empty()) {
        return *this;
    }
    std::vector<bool> live(pool.revisions.size(), false);
    for (Index index = 0; index < size(); ++index) {
        live[data_->position[index]] = true;
    }
    std::vector<Revision> all;
    std::vector<bool> archived;
    for (std::size_t place = 0; place < live.size(); ++place) {
        if (pool.revisions[place].unsquashed) {
            continue;
        }
        all.push_back(pool.revisions[place]);
        archived.push_back(!live[place]);
        live[place] ? name_live(all.back()) : all.back().branch_labels.clear();
    }
    return Graph(graph::load(graph::flat_pool(std::move(all), std::move(archived)), {}));
}

bool Graph::is_archived(Index index) const noexcept {
    const auto& archived = data_->pool->archived;
    return !archived.empty() && archived[data_->position[index]];
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
