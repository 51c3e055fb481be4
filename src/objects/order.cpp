#include "objects/order.hpp"

#include "errors/objects.hpp"
#include "objects/components.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace retort::objects {
namespace {

using Indices = std::vector<std::size_t>;

/// Takes the first object by name that waits for nothing, again and again. A possible use within a
/// component is on a cycle: it is waited for only while something else can be taken.
class Sorter {
public:
    explicit Sorter(const std::vector<Node>& nodes)
        : nodes_(nodes),
          users_(nodes.size()),
          possible_users_(nodes.size()),
          waits_for_(nodes.size(), 0),
          may_wait_for_(nodes.size(), 0),
          taken_(nodes.size(), false) {
        rank_by_name();
        link();
    }

    Indices sort() {
        for (std::size_t node = 0; node < nodes_.size(); ++node) {
            put(node);
        }
        while (!free_.empty() || !possibly_free_.empty()) {
            take(by_rank_[free_.empty() ? *possibly_free_.begin() : *free_.begin()]);
        }
        if (order_.size() < nodes_.size()) {
            throw errors::object_cycle(cycle());
        }
        return std::move(order_);
    }

private:
    void rank_by_name() {
        by_rank_.resize(nodes_.size());
        std::iota(by_rank_.begin(), by_rank_.end(), std::size_t{0});
        std::stable_sort(by_rank_.begin(), by_rank_.end(), [&](std::size_t a, std::size_t b) {
            return nodes_[a].name < nodes_[b].name;
        });
        rank_.resize(nodes_.size());
        for (std::size_t rank = 0; rank < by_rank_.size(); ++rank) {
            rank_[by_rank_[rank]] = rank;
        }
    }

    void link() {
        component_ = components(nodes_);
        for (std::size_t node = 0; node < nodes_.size(); ++node) {
            for (const std::size_t used : nodes_[node].uses) {
                if (used != node) {
                    users_[used].push_back(node);
                    ++waits_for_[node];
                }
            }
            for (const std::size_t used : nodes_[node].may_use) {
                const bool cyclic = component_[used] == component_[node];
                if (used != node) {
                    (cyclic ? possible_users_ : users_)[used].push_back(node);
                    ++(cyclic ? may_wait_for_ : waits_for_)[node];
                }
            }
        }
    }

    /// Where it belongs now.
    void put(std::size_t node) {
        if (waits_for_[node] == 0 && !taken_[node]) {
            (may_wait_for_[node] == 0 ? free_ : possibly_free_).insert(rank_[node]);
        }
    }

    void take(std::size_t node) {
        free_.erase(rank_[node]);
        possibly_free_.erase(rank_[node]);
        taken_[node] = true;
        order_.push_back(node);
        for (const std::size_t user : users_[node]) {
            --waits_for_[user];
            put(user);
        }
        for (const std::size_t user : possible_users_[node]) {
            if (--may_wait_for_[user] == 0) {
                possibly_free_.erase(rank_[user]);
                put(user);
            }
        }
    }

    /// The first use by name that is in the way of a node that cannot be taken.
    std::size_t obstacle(std::size_t node) const {
        std::size_t first = nodes_.size();
        const auto look_at = [&](std::size_t used) {
            if (used != node && !taken_[used]) {
                first = std::min(first, rank_[used]);
            }
        };
        for (const std::size_t used : nodes_[node].uses) {
            look_at(used);
        }
        for (const std::size_t used : nodes_[node].may_use) {
            if (component_[used] != component_[node]) {
                look_at(used);
            }
        }
        return by_rank_[first];
    }

    /// From the first of its names on. @pre some node was not taken
    std::vector<std::string> cycle() const {
        std::size_t node = *std::find_if(by_rank_.begin(), by_rank_.end(),
                                         [&](std::size_t each) { return !taken_[each]; });
        std::vector<bool> passed(nodes_.size(), false);
        Indices path;
        for (; !passed[node]; node = obstacle(node)) {
            passed[node] = true;
            path.push_back(node);
        }
        path.erase(path.begin(), std::find(path.begin(), path.end(), node));
        const auto first =
            std::min_element(path.begin(), path.end(),
                             [&](std::size_t a, std::size_t b) { return rank_[a] < rank_[b]; });
        std::rotate(path.begin(), first, path.end());
        std::vector<std::string> names;
        for (const std::size_t each : path) {
            names.push_back(nodes_[each].name);
        }
        return names;
    }

    const std::vector<Node>& nodes_;
    Indices by_rank_;  ///< the nodes by name
    Indices rank_;     ///< their places there
    Indices component_;
    std::vector<Indices> users_;
    std::vector<Indices> possible_users_;  ///< within a component
    Indices waits_for_;
    Indices may_wait_for_;
    std::vector<bool> taken_;
    std::set<std::size_t> free_;  ///< ranks
    std::set<std::size_t> possibly_free_;
    Indices order_;
};

}  // namespace

std::vector<std::size_t> ordered(const std::vector<Node>& nodes) {
    return Sorter(nodes).sort();
}

std::vector<bool> with_users(const std::vector<Node>& nodes, std::vector<bool> marked) {
    std::vector<Indices> users(nodes.size());
    Indices open;
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        for (const Indices* uses : {&nodes[node].uses, &nodes[node].may_use}) {
            for (const std::size_t used : *uses) {
                users[used].push_back(node);
            }
        }
        if (marked[node]) {
            open.push_back(node);
        }
    }
    while (!open.empty()) {
        const std::size_t used = open.back();
        open.pop_back();
        for (const std::size_t user : users[used]) {
            if (!marked[user]) {
                marked[user] = true;
                open.push_back(user);
            }
        }
    }
    return marked;
}

}  // namespace retort::objects
