#include "graph/route.hpp"

#include "errors/baseline.hpp"
#include "graph/reach.hpp"
#include "graph/resolve.hpp"

#include <algorithm>
#include <optional>

namespace retort::graph {
namespace {

bool begins_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

const Pool& pool_of(const Graph& graph) {
    return *graph.data().pool;
}

/// Null for what is no baseline.
const Baseline* baseline_at(const Graph& view, Index index) {
    return view[index].replaces.empty() ? nullptr : pool_of(view).baseline(view[index].id);
}

Graph with_more(const Graph& view, Unfolded more) {
    more.insert(view.data().unfolded.begin(), view.data().unfolded.end());
    return with_unfolded(view, more);
}

/// Recorded ids by which the view means something else than a baseline's end.
Indices plain_heads(const Graph& view, const std::vector<std::string>& recorded) {
    Indices found;
    for (const std::string& id : recorded) {
        const auto index = view.find(id);
        const Baseline* baseline = index ? baseline_at(view, *index) : nullptr;
        if (index && (baseline == nullptr || baseline->replaced.count(id) == 0)) {
            found.push_back(*index);
        }
    }
    return found;
}

/// Folded baselines that the recorded heads lead into.
Unfolded entered(const Graph& view, const std::vector<std::string>& recorded) {
    const Marks applied = closure(view, plain_heads(view, recorded));
    Unfolded baselines;
    for (const std::string& id : recorded) {
        const auto end = view.find(id);
        const auto inside = end ? end : view.find_replacement(id);
        const Baseline* baseline = inside ? baseline_at(view, *inside) : nullptr;
        if (baseline == nullptr || baseline->replaced.count(id) == 0 || applied[*inside]) {
            continue;
        }
        const bool complete = pool_of(view).missing(*baseline).empty();
        if (complete || (!end && pool_of(view).knows(id))) {
            baselines.insert(view[*inside].id);
        }
    }
    return baselines;
}

/// Folded baselines that are to be moved along their range.
Unfolded to_be_run(const Graph& view, const std::vector<std::string>& recorded,
                   const Unfolded& archived_only) {
    Unfolded baselines;
    if (archived_only.empty()) {
        return baselines;
    }
    Indices heads;
    for (const std::string& id : recorded) {
        if (const auto index = view.find(id)) {
            heads.push_back(*index);
        }
    }
    const Marks applied = closure(view, heads);
    for (const std::string& id : archived_only) {
        const auto index = view.find(id);
        const bool folded = index && view[*index].id == id;
        if (folded && !applied[*index] &&
            pool_of(view).missing(*pool_of(view).baseline(id)).empty()) {
            baselines.insert(id);
        }
    }
    return baselines;
}

bool is_prefix_of_any(const Graph& view, std::string_view prefix) {
    for (Index index = 0; index < view.size(); ++index) {
        if (begins_with(view[index].id, prefix)) {
            return true;
        }
    }
    return std::any_of(view.data().aliases.begin(), view.data().aliases.end(),
                       [&](const auto& alias) { return begins_with(alias.first, prefix); });
}

/// Folded baselines in whose range the name leads.
Unfolded named(const Graph& view, const std::string& name) {
    if (name.empty() || view.find(name) || view.find_label(name)) {
        return {};
    }
    const Pool& pool = pool_of(view);
    if (const auto inside = view.find_replacement(name)) {
        const std::string& id = view[*inside].id;
        const auto missing = pool.missing(*pool.baseline(id));
        if (!missing.empty()) {
            throw errors::archive_wanted(name, id, missing);
        }
        return {id};
    }
    Unfolded baselines;
    if (name.size() >= shortest_prefix && !is_prefix_of_any(view, name)) {
        for (const auto& [replaced, index] : view.data().replaced) {
            if (begins_with(replaced, name) && pool.knows(replaced) &&
                pool.missing(*pool.baseline(view[index].id)).empty()) {
                baselines.insert(view[index].id);
            }
        }
    }
    return baselines;
}

Graph with_name(Graph view, const std::string& name) {
    for (Unfolded more = named(view, name); !more.empty(); more = named(view, name)) {
        view = with_more(view, std::move(more));
    }
    return view;
}

/// Where one baseline of a view is while its steps are gone through.
struct Range {
    std::string id;
    const Baseline* baseline;
    std::optional<Index> end;  ///< the last of the range, or the baseline, in the view
    bool unfolded;             ///< in the view
    bool recorded;             ///< as the baseline
    std::string shown;         ///< recorded in place of a folded one that is not
};

/// Whether the end of a range is recorded by a name of its own, not by one of the baseline or of
/// another that contains it.
bool is_recorded_as_end(const Graph& view, const std::vector<std::string>& recorded,
                        const std::string& baseline, Index end) {
    return std::any_of(recorded.begin(), recorded.end(), [&](const std::string& head) {
        const Baseline* outer = pool_of(view).baseline(head);
        const bool contains = outer != nullptr && outer->replaced.count(baseline) > 0;
        return view.find(head) == end && head != baseline && !contains;
    });
}

std::vector<Range> ranges_of(const Graph& view, const std::vector<std::string>& recorded) {
    const auto is_recorded = [&](std::string_view id) {
        return std::find(recorded.begin(), recorded.end(), id) != recorded.end();
    };
    const Marks applied = closure(view, find_recorded(view, recorded));
    std::vector<Range> ranges;
    for (const auto& [id, baseline] : pool_of(view).baselines) {
        const auto own = view.find(id);
        const bool folded = own && view[*own].id == id;
        const bool unfolded = baseline.unsquashed || view.data().unfolded.count(id) > 0;
        if (!folded && !unfolded) {
            continue;
        }
        Range range{id, &baseline, own, !folded, is_recorded(id), {}};
        if (folded) {
            for (const auto& [alias, index] : view.data().aliases) {
                if (index == *own && is_recorded(alias)) {
                    range.shown = alias;
                }
            }
        } else if (own && applied[*own] && !baseline.unsquashed) {
            range.recorded = range.recorded || !is_recorded_as_end(view, recorded, id, *own);
        }
        ranges.push_back(std::move(range));
    }
    std::stable_sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) {
        return a.baseline->replaced.size() > b.baseline->replaced.size();
    });
    return ranges;
}

class Weaver {
public:
    Weaver(const Graph& view, const std::vector<std::string>& recorded, Plan& plan)
        : view_(view),
          plan_(plan),
          ranges_(ranges_of(view, recorded)),
          tips_(ids(view, recorded_heads(view, recorded))) {}

    std::vector<std::string> shown(const std::vector<std::string>& tips) const {
        std::vector<std::string> heads;
        for (const std::string& tip : tips) {
            heads.push_back(shown(tip));
        }
        std::sort(heads.begin(), heads.end());
        return heads;
    }

    void weave() {
        const std::vector<Step> planned = std::exchange(plan_.steps, {});
        begin(planned);
        for (const Step& step : planned) {
            if (step.direction == Direction::downgrade) {
                leave_baselines(step);
            }
            tips_ = step.heads_after;
            plan_.steps.push_back(step);
            plan_.steps.back().heads_after = shown(tips_);
            if (step.direction == Direction::upgrade) {
                reach_baselines(step);
            }
        }
    }

private:
    std::string shown(const std::string& tip) const {
        for (const Range& range : ranges_) {
            if (!range.end || view_[*range.end].id != tip) {
                continue;
            }
            if (range.unfolded && range.recorded) {
                return range.id;
            }
            if (!range.unfolded && !range.shown.empty()) {
                return range.shown;
            }
        }
        return tip;
    }

    void add(const Range& range, StepKind kind) {
        plan_.steps.push_back({range.id, plan_.direction, kind, shown(tips_)});
    }

    /// What is to be recorded in another way before anything is run.
    void begin(const std::vector<Step>& planned) {
        const bool up = plan_.direction == Direction::upgrade;
        for (auto range = ranges_.rbegin(); range != ranges_.rend(); ++range) {
            const bool wanted = pool_of(view_).is_wanted(*range->baseline);
            if (range->baseline->unsquashed) {
                if (range->recorded && (up || !planned.empty())) {
                    range->recorded = false;
                    add(*range, StepKind::unsquash);
                }
            } else if (range->unfolded) {
                if (up && wanted && !range->recorded && range->end && is_tip(*range->end)) {
                    range->recorded = true;
                    add(*range, StepKind::squash);
                }
            } else if (!range->shown.empty() && wanted && (up || takes(planned, range->id))) {
                range->shown.clear();
                add(*range, StepKind::squash);
            }
        }
    }

    bool is_tip(Index index) const {
        return std::find(tips_.begin(), tips_.end(), view_[index].id) != tips_.end();
    }

    static bool takes(const std::vector<Step>& planned, const std::string& id) {
        return std::any_of(planned.begin(), planned.end(),
                           [&](const Step& step) { return step.revision == id; });
    }

    void leave_baselines(const Step& step) {
        for (Range& range : ranges_) {
            if (range.unfolded && range.recorded &&
                range.baseline->replaced.count(step.revision) > 0) {
                range.recorded = false;
                add(range, StepKind::unsquash);
            }
        }
    }

    void reach_baselines(const Step& step) {
        for (auto range = ranges_.rbegin(); range != ranges_.rend(); ++range) {
            if (range->unfolded && range->end && view_[*range->end].id == step.revision &&
                pool_of(view_).is_wanted(*range->baseline)) {
                range->recorded = true;
                add(*range, StepKind::squash);
            }
        }
    }

    const Graph& view_;
    Plan& plan_;
    std::vector<Range> ranges_;  ///< outer ones first
    std::vector<std::string> tips_;
};

}  // namespace

Graph view_of(const Graph& graph, const std::vector<std::string>& recorded,
              const Unfolded& archived_only) {
    Graph view = with_unfolded(graph, {});
    while (!pool_of(graph).baselines.empty()) {
        Unfolded more = entered(view, recorded);
        if (more.empty()) {
            more = to_be_run(view, recorded, archived_only);
        }
        if (more.empty()) {
            break;
        }
        view = with_more(view, std::move(more));
    }
    return view;
}

Graph view_for(const Graph& view, const Target& target) {
    if (pool_of(view).baselines.empty()) {
        return view;
    }
    const Graph with_branch = with_name(view, target.branch);
    return target.symbol == Symbol::name ? with_name(with_branch, target.name) : with_branch;
}

Unfolded around(const Graph& graph, const std::string& id) {
    Unfolded outer;
    for (const auto& [other, baseline] : pool_of(graph).baselines) {
        if (baseline.replaced.count(id) > 0 && !baseline.unsquashed) {
            outer.insert(other);
        }
    }
    return outer;
}

Graph view_at(const Graph& graph, const std::string& baseline, bool unfolded) {
    Unfolded outer = around(graph, baseline);
    if (unfolded) {
        outer.insert(baseline);
    }
    return with_unfolded(graph, outer);
}

std::vector<std::string> recorded_as(const Graph& view, const std::vector<std::string>& recorded,
                                     const std::vector<std::string>& tips) {
    std::vector<std::string> heads;
    for (const std::string& tip : tips) {
        std::string head = tip;
        for (const auto& [id, baseline] : pool_of(view).baselines) {
            const auto end = view.find(id);
            const bool known = std::find(recorded.begin(), recorded.end(), id) != recorded.end();
            if (end && view[*end].id == tip && !baseline.unsquashed &&
                (known || pool_of(view).is_wanted(baseline)) &&
                (head == tip ||
                 pool_of(view).baseline(head)->replaced.size() < baseline.replaced.size())) {
                head = id;
            }
        }
        heads.push_back(std::move(head));
    }
    std::sort(heads.begin(), heads.end());
    return heads;
}

void weave(const Graph& view, const std::vector<std::string>& recorded, Plan& plan) {
    if (!pool_of(view).baselines.empty()) {
        Weaver(view, recorded, plan).weave();
    }
}

void refuse_steps(const Graph& view, const Plan& plan, const Unfolded& archived_only) {
    for (const Step& step : plan.steps) {
        if (archived_only.count(step.revision) > 0) {
            const Pool& pool = pool_of(view);
            const Baseline& baseline = *pool.baseline(step.revision);
            const Revision& revision = pool.revisions[baseline.place];
            throw errors::baseline_cannot_run(revision.id, revision.path, revision.line,
                                              pool.missing(baseline));
        }
    }
}

void refuse_missing(const Graph& view) {
    if (!view.data().missing.empty()) {
        throw errors::archive_missing(view.data().missing);
    }
}

}  // namespace retort::graph
