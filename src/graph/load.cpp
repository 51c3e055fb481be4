#include "graph/load.hpp"

#include "errors/graph.hpp"
#include "graph/links.hpp"
#include "graph/names.hpp"
#include "graph/order.hpp"

#include <algorithm>
#include <utility>

namespace retort::graph {
namespace {

Edges transposed(const Edges& edges) {
    Edges result;
    result.first.assign(edges.size() + 1, 0);
    result.ends.resize(edges.ends.size());
    for (const Index end : edges.ends) {
        ++result.first[std::size_t{end} + 1];
    }
    for (std::size_t i = 1; i < result.first.size(); ++i) {
        result.first[i] += result.first[i - 1];
    }
    std::vector<std::size_t> next = result.first;
    for (Index index = 0; index < edges.size(); ++index) {
        for (const Index end : edges[index]) {
            result.ends[next[end]++] = index;
        }
    }
    return result;
}

Edges renumbered(const Edges& edges, const Indices& nodes, const Indices& rank) {
    Edges result;
    result.first.reserve(edges.first.size());
    result.ends.reserve(edges.ends.size());
    for (const Index node : nodes) {
        for (const Index end : edges[node]) {
            result.ends.push_back(rank[end]);
        }
        result.close_list();
    }
    return result;
}

Indices without_edges(const Edges& edges) {
    Indices nodes;
    for (Index node = 0; node < edges.size(); ++node) {
        if (edges[node].empty()) {
            nodes.push_back(node);
        }
    }
    return nodes;
}

void report_cycles(const std::vector<Indices>& cycles, const View& view,
                   std::vector<errors::GraphFault>& faults) {
    for (const Indices& cycle : cycles) {
        std::vector<const Revision*> path;
        for (const Index node : cycle) {
            path.push_back(view.nodes[node]);
        }
        faults.push_back(errors::cycle(path));
    }
}

void number(Graph::Data& data, const View& view, const Links& links, const Indices& nodes) {
    Indices rank(nodes.size());
    for (Index index = 0; index < nodes.size(); ++index) {
        rank[nodes[index]] = index;
    }
    data.parents = renumbered(links.parents, nodes, rank);
    data.needs = renumbered(links.needs, nodes, rank);
    data.children = transposed(data.parents);
    data.needed_by = transposed(data.needs);
    for (auto& [id, index] : data.ids) {
        index = rank[index];
    }
    for (auto& [label, index] : data.labels) {
        index = rank[index];
    }
    for (auto& [id, index] : data.replaced) {
        index = rank[index];
    }
    for (const View::Alias& alias : view.aliases) {
        data.aliases.emplace_back(alias.id, rank[alias.node]);
    }
    data.position.reserve(nodes.size());
    for (const Index node : nodes) {
        data.position.push_back(view.places[node]);
    }
}

void find_ends(Graph::Data& data) {
    const auto by_id = [&data](Index a, Index b) {
        return data.pool->revisions[data.position[a]].id <
               data.pool->revisions[data.position[b]].id;
    };
    data.bases = without_edges(data.parents);
    data.heads = without_edges(data.children);
    std::sort(data.bases.begin(), data.bases.end(), by_id);
    std::sort(data.heads.begin(), data.heads.end(), by_id);
    std::copy_if(data.heads.begin(), data.heads.end(), std::back_inserter(data.target_heads),
                 [&data](Index head) { return data.needed_by[head].empty(); });
}

Indices heads_by_id(const Links& links, const View& view) {
    Indices heads = without_edges(transposed(links.parents));
    std::sort(heads.begin(), heads.end(),
              [&](Index a, Index b) { return view.nodes[a]->id < view.nodes[b]->id; });
    return heads;
}

std::shared_ptr<const Graph::Data> load(std::shared_ptr<const Pool> pool, const Unfolded& unfolded,
                                        std::vector<errors::GraphFault> faults) {
    auto data = std::make_shared<Graph::Data>();
    data->pool = std::move(pool);
    data->unfolded = unfolded;
    View view = read_view(*data->pool, unfolded, faults);
    Names names = read_names(view, faults);
    const Links links = read_links(*data->pool, view, names, faults);
    const Order order = depth_first(links.needs, heads_by_id(links, view));
    report_cycles(order.cycles, view, faults);
    if (!faults.empty()) {
        throw errors::faulty_graph(faults);
    }
    data->ids = std::move(names.ids);
    data->labels = std::move(names.labels);
    data->replaced = std::move(names.replaced);
    data->missing = std::move(view.missing);
    number(*data, view, links, order.nodes);
    find_ends(*data);
    return data;
}

}  // namespace

std::shared_ptr<const Graph::Data> load(std::vector<Revision> revisions, std::size_t scripts) {
    std::vector<errors::GraphFault> faults;
    auto pool = read_pool(std::move(revisions), scripts, faults);
    return load(std::move(pool), {}, std::move(faults));
}

std::shared_ptr<const Graph::Data> load(std::shared_ptr<const Pool> pool,
                                        const Unfolded& unfolded) {
    return load(std::move(pool), unfolded, {});
}

}  // namespace retort::graph
