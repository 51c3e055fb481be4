#include "graph/view.hpp"

#include "graph/load.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace retort::graph {
namespace {

class ViewReader {
public:
    ViewReader(const Pool& pool, const Unfolded& unfolded, std::vector<errors::GraphFault>& faults)
        : pool_(pool), unfolded_(unfolded), faults_(faults) {}

    View read() {
        if (pool_.baselines.empty()) {
            view_.places = pool_.tops;
        } else {
            for (const Index place : pool_.tops) {
                add(place);
            }
            std::sort(view_.places.begin(), view_.places.end());
            leave_out();
        }
        view_.nodes.reserve(view_.places.size());
        for (const Index place : view_.places) {
            view_.nodes.push_back(&pool_.revisions[place]);
        }
        name_replaced();
        return std::move(view_);
    }

private:
    bool is_unfolded(std::string_view id, const Baseline& baseline) const {
        return baseline.unsquashed || unfolded_.find(id) != unfolded_.end();
    }

    void add(Index place) {
        const std::string& id = pool_.revisions[place].id;
        const Baseline* baseline =
            pool_.revisions[place].replaces.empty() ? nullptr : pool_.baseline(id);
        if (baseline == nullptr || !is_unfolded(id, *baseline)) {
            view_.places.push_back(place);
            return;
        }
        open_.push_back(baseline);
        for (const std::string& member : baseline->members) {
            const auto found = pool_.places.find(member);
            if (found == pool_.places.end()) {
                add_missing(*baseline, member);
            } else if (!baseline->unsquashed) {
                add(found->second);
            }
        }
    }

    void add_missing(const Baseline& baseline, const std::string& member) {
        if (baseline.unsquashed) {
            faults_.push_back(errors::unsquashed_without(pool_.revisions[baseline.place], member));
        } else {
            view_.missing.push_back(member);
        }
    }

    void leave_out() {
        if (view_.missing.empty()) {
            return;
        }
        std::unordered_map<std::string_view, Indices> users;
        for (const Index place : view_.places) {
            const Revision& revision = pool_.revisions[place];
            for (const auto* names : {&revision.down_revisions, &revision.depends_on}) {
                for (const std::string& name : *names) {
                    users[name].push_back(place);
                }
            }
        }
        for (const Baseline* baseline : open_) {
            users[baseline->stands_for].push_back(baseline->place);
        }
        std::vector<std::string_view> open(view_.missing.begin(), view_.missing.end());
        std::set<Index> out;
        while (!open.empty()) {
            const std::string_view id = open.back();
            open.pop_back();
            for (const Index user : users[id]) {
                if (out.insert(user).second) {
                    open.push_back(pool_.revisions[user].id);
                }
            }
        }
        const auto is_out = [&out](Index place) { return out.count(place) > 0; };
        view_.places.erase(std::remove_if(view_.places.begin(), view_.places.end(), is_out),
                           view_.places.end());
    }

    void name_replaced() {
        if (pool_.baselines.empty()) {
            return;
        }
        std::unordered_map<std::string_view, Index> taken;
        for (Index node = 0; node < view_.nodes.size(); ++node) {
            taken.emplace(view_.nodes[node]->id, node);
        }
        for (Index node = 0; node < view_.nodes.size(); ++node) {
            if (!view_.nodes[node]->replaces.empty()) {
                name_folded(node, taken);
            }
        }
        for (auto baseline = open_.rbegin(); baseline != open_.rend(); ++baseline) {
            const auto end = taken.find((*baseline)->stands_for);
            if (end != taken.end()) {
                const std::string& id = pool_.revisions[(*baseline)->place].id;
                view_.aliases.push_back({id, end->second});
                taken.emplace(id, end->second);
            }
        }
    }

    void name_folded(Index node, std::unordered_map<std::string_view, Index>& taken) {
        const Baseline* baseline = pool_.baseline(view_.nodes[node]->id);
        const Baseline* end = baseline;
        while (end != nullptr && taken.emplace(end->stands_for, node).second) {
            view_.aliases.push_back({end->stands_for, node});
            end = pool_.baseline(end->stands_for);
        }
        for (const std::string& id : baseline->replaced) {
            if (taken.count(id) == 0) {
                view_.replaced.push_back({id, node});
            }
        }
    }

    const Pool& pool_;
    const Unfolded& unfolded_;
    std::vector<errors::GraphFault>& faults_;
    View view_;
    std::vector<const Baseline*> open_;  ///< the unfolded ones, outer ones first
};

}  // namespace

View read_view(const Pool& pool, const Unfolded& unfolded,
               std::vector<errors::GraphFault>& faults) {
    return ViewReader(pool, unfolded, faults).read();
}

Graph with_unfolded(const Graph& graph, const Unfolded& unfolded) {
    return unfolded == graph.data().unfolded ? graph : Graph(load(graph.data().pool, unfolded));
}

Graph extended(const Graph& graph, std::vector<Revision> kept) {
    if (kept.empty()) {
        return graph;
    }
    const Pool& pool = *graph.data().pool;
    std::vector<Revision> revisions = pool.revisions;
    revisions.insert(revisions.end(), std::make_move_iterator(kept.begin()),
                     std::make_move_iterator(kept.end()));
    return Graph(load(std::move(revisions), pool.scripts));
}

}  // namespace retort::graph
