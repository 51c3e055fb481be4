#include "cli/graph_rails.hpp"

#include <algorithm>

namespace retort::cli {
namespace {

class Rails {
public:
    explicit Rails(const GraphView& view) : view_(view) {}

    RailLayout lay() {
        for (const Graph::Index revision : view_.newest_first) {
            add(revision);
        }
        return std::move(layout_);
    }

private:
    /// A line that waits for its lower end.
    struct Waiting {
        Graph::Index revision;
        RailLine line;
    };

    /// A line that has reached the rail of another.
    struct Joined {
        Graph::Index revision;
        std::size_t line;
    };

    void add(Graph::Index revision) {
        const std::size_t row = layout_.rows.size();
        const std::size_t before = width();
        const std::size_t rail = find(revision, false).value_or(free_from(0));
        const std::size_t colour = waits(rail) ? rails_[rail]->line.colour : colours_++;
        end(revision, {row, rail});
        layout_.rows.push_back({revision, rail, 0, colour});
        for (const Graph::Index parent : shown(view_.graph.parents(revision))) {
            begin(parent, {row, rail}, colour, false);
        }
        for (const Graph::Index need : shown(view_.graph.needs(revision))) {
            if (!is_parent(revision, need)) {
                begin(need, {row, rail}, colour, true);
            }
        }
        layout_.rows.back().width = std::max({before, width(), rail + 1});
    }

    /// Ascending: what is drawn next then stands at the right of what waits longer.
    Graph::Indices shown(Graph::Span revisions) const {
        Graph::Indices shown;
        std::copy_if(revisions.begin(), revisions.end(), std::back_inserter(shown),
                     [&](Graph::Index index) {
                         return std::binary_search(view_.newest_first.rbegin(),
                                                   view_.newest_first.rend(), index);
                     });
        std::sort(shown.begin(), shown.end());
        return shown;
    }

    bool is_parent(Graph::Index revision, Graph::Index need) const {
        const Graph::Span parents = view_.graph.parents(revision);
        return std::find(parents.begin(), parents.end(), need) != parents.end();
    }

    bool waits(std::size_t rail) const { return rail < rails_.size() && rails_[rail]; }

    std::optional<std::size_t> find(Graph::Index revision, bool dependency) const {
        for (std::size_t rail = 0; rail < rails_.size(); ++rail) {
            if (waits(rail) && rails_[rail]->revision == revision &&
                rails_[rail]->line.dependency == dependency) {
                return rail;
            }
        }
        return std::nullopt;
    }

    std::size_t free_from(std::size_t rail) const {
        while (waits(rail)) {
            ++rail;
        }
        return rail;
    }

    std::size_t width() const { return rails_.size(); }

    void begin(Graph::Index revision, RailPoint from, std::size_t colour, bool dependency) {
        if (const auto there = find(revision, dependency)) {
            if (dependency || *there < from.rail || waits(from.rail)) {
                layout_.lines.push_back({{from, {from.row + 1, *there}}, colour, dependency});
                joined_.push_back({revision, layout_.lines.size() - 1});
                return;
            }
            join_at_left(*there, from);
        }
        const std::size_t rail = free_from(dependency ? from.rail + 1 : from.rail);
        rails_.resize(std::max(rails_.size(), rail + 1));
        const bool own = rail == from.rail || dependency;
        rails_[rail] = Waiting{
            revision, {{from, {from.row + 1, rail}}, own ? colour : colours_++, dependency}};
    }

    /// What waits on a rail at the right goes over to the one of `from`.
    void join_at_left(std::size_t rail, RailPoint from) {
        RailLine& line = rails_[rail]->line;
        if (line.points.back().row < from.row) {
            line.points.push_back({from.row, rail});
        }
        line.points.push_back({from.row + 1, from.rail});
        layout_.lines.push_back(std::move(line));
        rails_[rail].reset();
    }

    /// The lines that wait for a revision reach it, and their rails are free again.
    void end(Graph::Index revision, RailPoint at) {
        for (const bool dependency : {false, true}) {
            if (const auto rail = find(revision, dependency)) {
                reach(rails_[*rail]->line, at);
                layout_.lines.push_back(std::move(rails_[*rail]->line));
                rails_[*rail].reset();
            }
        }
        for (const Joined& joined : joined_) {
            if (joined.revision == revision) {
                layout_.lines[joined.line].points.back() = at;
            }
        }
        joined_.clear();
        while (!rails_.empty() && !rails_.back()) {
            rails_.pop_back();
        }
    }

    static void reach(RailLine& line, RailPoint at) {
        RailPoint& last = line.points.back();
        if (last.row == at.row) {
            last = at;
            return;
        }
        if (last.rail != at.rail && last.row + 1 < at.row) {
            line.points.push_back({at.row - 1, last.rail});
        }
        line.points.push_back(at);
    }

    const GraphView& view_;
    std::vector<std::optional<Waiting>> rails_;
    std::vector<Joined> joined_;  ///< by the revision above
    std::size_t colours_ = 0;
    RailLayout layout_;
};

}  // namespace

RailLayout lay_rails(const GraphView& view) {
    return Rails(view).lay();
}

}  // namespace retort::cli
