#pragma once

#include "graph/reach.hpp"

namespace retort::graph {

enum class Link { parents, needs };

/// A set of revisions and its tips: the members that no other member is linked to. For a set of
/// applied revisions and the link `needs` the tips are the recorded heads.
class Tips {
public:
    Tips(const Graph& graph, Marks members, Link link);

    bool contains(Index revision) const noexcept { return members_[revision]; }
    const Marks& members() const noexcept { return members_; }
    /// In byte order of the ids.
    const Indices& tips() const noexcept { return tips_; }

    /// @pre not a member, and no member is linked to it
    void add(Index revision);
    /// @pre a tip
    void remove(Index revision);

private:
    Graph::Span links(Index revision) const noexcept;
    Indices::iterator place(Index revision);

    Graph graph_;
    Link link_;
    Marks members_;
    std::vector<Index> uses_;  // members linked to each revision
    Indices tips_;
};

}  // namespace retort::graph
