#include "graph/squash_range.hpp"

#include "errors/squash.hpp"
#include "graph/reach.hpp"

#include <retort/plan.hpp>

#include <algorithm>

namespace retort::graph {
namespace {

Index one_revision(const Graph& graph, std::string_view target) {
    const Indices named = resolve(graph, {}, target);
    if (named.size() != 1) {
        throw errors::not_one_revision(std::string(target), ids(graph, named));
    }
    return named.front();
}

class Closing {
public:
    Closing(const Graph& graph, std::optional<Index> below, Index top)
        : graph_(graph), below_(below), top_(top), members_(ancestors(graph, {top})) {
        if (below) {
            if (!members_[*below] || *below == top) {
                throw errors::not_below(graph[*below].id, graph[top].id);
            }
            under_ = ancestors(graph, {*below});
            for (Index i = 0; i < graph.size(); ++i) {
                members_[i] = members_[i] && !under_[i];
            }
        }
    }

    SquashRange closed() const {
        SquashRange range;
        range.below = below_;
        range.members = marked(members_);
        for (const Index member : range.members) {
            check_below(member);
            check_above(member);
            take(member, range);
        }
        for (auto* names : {&range.depends_on, &range.branch_labels}) {
            std::sort(names->begin(), names->end());
            names->erase(std::unique(names->begin(), names->end()), names->end());
        }
        return range;
    }

private:
    void check_below(Index member) const {
        for (const Index parent : graph_.parents(member)) {
            if (!members_[parent] && parent != below_) {
                throw errors::range_is_open_below(graph_[member].id, graph_[parent].id,
                                                  graph_[*below_].id);
            }
        }
    }

    void check_above(Index member) const {
        if (member == top_) {
            return;
        }
        for (const Index outside : graph_.needed_by(member)) {
            if (!members_[outside]) {
                const auto parents = graph_.parents(outside);
                const bool by_dependency =
                    std::find(parents.begin(), parents.end(), member) == parents.end();
                throw errors::range_is_open_above(graph_[outside].id, graph_[member].id,
                                                  graph_[top_].id, by_dependency);
            }
        }
    }

    void take(Index member, SquashRange& range) const {
        for (const std::string& label : graph_[member].branch_labels) {
            range.branch_labels.push_back(label);
        }
        for (const Index need : graph_.needs(member)) {
            const bool is_under = below_ && under_[need];
            if (!members_[need] && !is_under) {
                range.depends_on.push_back(graph_[need].id);
            }
        }
    }

    const Graph& graph_;
    std::optional<Index> below_;
    Index top_;
    Marks members_;
    Marks under_;
};

}  // namespace

SquashRange squash_range(const Graph& graph, std::string_view range) {
    const std::size_t colon = range.find(':');
    const std::string_view upper =
        colon == std::string_view::npos ? range : range.substr(colon + 1);
    const std::string_view lower =
        colon == std::string_view::npos ? std::string_view{} : range.substr(0, colon);
    if (upper.empty() || upper.find(':') != std::string_view::npos) {
        throw errors::no_such_range(std::string(range));
    }
    std::optional<Index> below;
    if (!lower.empty() && lower != "base") {
        below = one_revision(graph, lower);
    }
    return Closing(graph, below, one_revision(graph, upper)).closed();
}

}  // namespace retort::graph
