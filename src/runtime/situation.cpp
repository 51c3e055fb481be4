#include "runtime/situation.hpp"

#include "errors/runtime.hpp"
#include "graph/route.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

namespace retort::runtime {
namespace {

std::vector<std::string> ids_of(const Graph& graph, Graph::Span indices) {
    std::vector<std::string> ids;
    ids.reserve(indices.size());
    for (const Graph::Index index : indices) {
        ids.push_back(graph[index].id);
    }
    return ids;
}

void check_format(const QuickState& state) {
    if (!state.row) {
        return;
    }
    const std::string& format = state.row->format;
    const std::string major = format.substr(0, format.find('.'));
    if (major != std::string(state_format).substr(0, 1)) {
        throw errors::unknown_format(format);
    }
}

using Names = std::set<std::string>;

bool stands_for(const AppliedRow& row, const std::string& id) {
    return std::any_of(row.replaces.begin(), row.replaces.end(),
                       [&](const Replaced& replaced) { return replaced.id == id; });
}

/// @param names that are taken: a label among them is left out
Revision revision_of(const AppliedRow& row, const Graph& scripts, Names& names) {
    Revision revision;
    revision.id = row.id;
    for (const std::string& label : row.branch_labels) {
        const auto owner = scripts.find_label(label);
        const bool own = owner && stands_for(row, scripts[*owner].id);
        if (!scripts.find(label) && (!owner || own) && names.insert(label).second) {
            revision.branch_labels.push_back(label);
        }
    }
    revision.down_revisions = row.down_revisions;
    revision.depends_on = row.depends_on;
    revision.message = row.message;
    revision.irreversible = row.downgrade_text.empty();
    revision.path = "the database";
    revision.replaces = row.replaces;
    return revision;
}

Graph extended(const Graph& graph, const std::vector<const AppliedRow*>& kept) {
    Names names;
    for (const AppliedRow* row : kept) {
        names.insert(row->id);
    }
    std::vector<Revision> revisions;
    revisions.reserve(kept.size());
    for (const AppliedRow* row : kept) {
        revisions.push_back(revision_of(*row, graph, names));
    }
    try {
        return graph::extended(graph, std::move(revisions));
    } catch (const ScriptError&) {
        return graph;  // the kept ones cannot stand beside these scripts: they are unknown
    }
}

/// What the id means in the graph: where a baseline stands for it, that.
std::optional<Graph::Index> meant(const Graph& graph, const std::string& id) {
    const auto found = graph.find(id);
    return found ? found : graph.find_replacement(id);
}

/// Applied rows that no other row needs: the heads that this program last wrote.
std::vector<std::string> heads_of_rows(const Graph& graph, const std::vector<AppliedRow>& rows) {
    const auto name = [&graph](const std::string& id) {
        const auto index = meant(graph, id);
        return index ? graph[*index].id : id;
    };
    std::set<std::string> needed;
    for (const AppliedRow& row : rows) {
        const std::string own = name(row.id);
        for (const auto* needs : {&row.down_revisions, &row.depends_on}) {
            for (const std::string& need : *needs) {
                if (name(need) != own) {
                    needed.insert(name(need));
                }
            }
        }
    }
    std::set<std::string> heads;
    for (const AppliedRow& row : rows) {
        if (needed.count(name(row.id)) == 0) {
            heads.insert(name(row.id));
        }
    }
    return {heads.begin(), heads.end()};
}

std::vector<std::string> names_of(const Graph& graph, const std::vector<std::string>& heads) {
    std::vector<std::string> names;
    for (const std::string& head : heads) {
        names.push_back(graph[*graph.find(head)].id);
    }
    std::sort(names.begin(), names.end());
    return names;
}

void mark_applied(Situation& situation, const std::vector<std::string>& recorded) {
    situation.heads.clear();
    situation.applied.assign(situation.graph.size(), false);
    for (const Graph::Index index : applied_set(situation.graph, recorded)) {
        situation.applied[index] = true;
    }
    for (const std::string& head : recorded) {
        const Graph::Index index = *situation.graph.find(head);
        const auto above = situation.graph.needed_by(index);
        if (std::none_of(above.begin(), above.end(),
                         [&](Graph::Index other) { return situation.applied[other]; })) {
            situation.heads.push_back(head);
        }
    }
    std::sort(situation.heads.begin(), situation.heads.end());
}

/// Sorts what is recorded into what the graph has, what is superfluous, and what is not to be told.
std::vector<std::string> read_heads(Situation& situation, const std::vector<std::string>& heads) {
    std::vector<std::string> recorded;
    std::vector<std::string> inside;
    for (const std::string& head : heads) {
        const bool found = situation.graph.find(head).has_value();
        const bool replaced = situation.graph.find_replacement(head).has_value();
        (found ? recorded : replaced ? inside : situation.lost).push_back(head);
    }
    const Graph::Indices applied = applied_set(situation.graph, recorded);
    for (const std::string& head : inside) {
        if (!std::binary_search(applied.begin(), applied.end(),
                                *situation.graph.find_replacement(head))) {
            situation.begun.push_back(head);
        }
    }
    return recorded;
}

/// Baselines that only the database has count while they are applied.
bool counts(const Situation& situation, const AppliedRow& row) {
    const auto index = situation.graph.find(row.id);
    return row.replaces.empty() ||
           (index && situation.graph[*index].id == row.id && situation.applied[*index]);
}

/// Whether the scripts have it, by way of a baseline too.
bool is_known(const Revisions::Data& revisions, const AppliedRow& row) {
    return revisions.find(row.id) || meant(revisions.graph, row.id) ||
           (!row.stands_for.empty() &&
            (revisions.find(row.stands_for) || meant(revisions.graph, row.stands_for)));
}

/// Revisions without a row that a revision with one stands on: they were inserted below it. Those
/// above all rows were recorded by another tool.
std::vector<bool> below_a_row(const Situation& situation) {
    std::vector<bool> below(situation.graph.size(), false);
    for (auto i = static_cast<Graph::Index>(situation.graph.size()); i-- > 0;) {
        const bool holds = below[i] || situation.rows.count(situation.graph[i].id) > 0;
        if (situation.applied[i] && holds) {
            for (const Graph::Index need : situation.graph.needs(i)) {
                below[need] = true;
            }
        }
    }
    return below;
}

/// By its id, or by that of the end of its range.
bool is_head(const Situation& situation, const std::string& baseline) {
    const auto index = situation.graph.find(baseline);
    return std::any_of(
        situation.heads.begin(), situation.heads.end(),
        [&](const std::string& head) { return index && situation.graph.find(head) == index; });
}

void compare_with_rows(Situation& situation, const Revisions::Data& revisions, Dialect dialect) {
    const auto& checksums = revisions.checksums(dialect);
    const std::vector<bool> below = below_a_row(situation);
    for (Graph::Index i = 0; i < situation.graph.size(); ++i) {
        const std::string& id = situation.graph[i].id;
        const auto known = revisions.find(id);
        const auto row = situation.rows.find(id);
        if (!situation.applied[i]) {
            continue;
        }
        if (row == situation.rows.end()) {
            if (const auto baseline = recorded_by(situation, id)) {
                situation.folds = situation.folds || !is_head(situation, *baseline);
            } else if (below[i]) {
                situation.never_run.push_back(id);
            }
        } else if (known && row->second.upgrade_checksum != checksums[*known].upgrade) {
            situation.edited.push_back(id);
        }
    }
}

}  // namespace

std::optional<std::string> recorded_by(const Situation& situation, const std::string& id) {
    for (const auto& [baseline, facts] : situation.graph.data().pool->baselines) {
        const auto has_row = [&](const std::string& other) {
            return situation.rows.count(other) > 0;
        };
        const bool own = baseline == id;
        if (own ? std::any_of(facts.replaced.begin(), facts.replaced.end(), has_row)
                : facts.replaced.count(id) > 0 && has_row(baseline)) {
            return baseline;
        }
    }
    return std::nullopt;
}

AppliedDigest digest_of(const std::map<std::string, AppliedRow>& rows) {
    AppliedDigest digest;
    for (const auto& entry : rows) {
        digest.add(AppliedDigest::member(entry.first, entry.second.upgrade_checksum));
    }
    return digest;
}

namespace {

/// What a baseline stands for, by way of others too; the last one last.
std::vector<Replaced> all_replaced(const Graph& graph, const Revision& revision) {
    const graph::Pool& pool = *graph.data().pool;
    const graph::Baseline* baseline = pool.baseline(revision.id);
    if (revision.replaces.empty() || baseline == nullptr) {
        return {};
    }
    std::vector<Replaced> all;
    std::set<std::string> named;
    for (const Replaced& replaced : revision.replaces) {
        named.insert(replaced.id);
    }
    for (const std::string& id : baseline->replaced) {
        const graph::Baseline* nested = pool.baseline(id);
        for (const Replaced& replaced :
             nested == nullptr ? std::vector<Replaced>() : pool.revisions[nested->place].replaces) {
            if (named.insert(replaced.id).second) {
                all.push_back(replaced);
            }
        }
    }
    all.insert(all.end(), revision.replaces.begin(), revision.replaces.end());
    return all;
}

}  // namespace

AppliedRow row_for(const Revisions::Data& revisions, const Graph& graph, Graph::Index index,
                   Dialect dialect, const std::string& origin, const std::string& at) {
    const Revision& revision = graph[index];
    const Revisions::Data::Number number = *revisions.find(revision.id);
    const auto parents = ids_of(graph, graph.parents(index));
    std::vector<std::string> dependencies;
    for (const std::string& id : ids_of(graph, graph.needs(index))) {
        if (std::find(parents.begin(), parents.end(), id) == parents.end()) {
            dependencies.push_back(id);
        }
    }
    return {revision.id,
            parents,
            dependencies,
            revision.branch_labels,
            revision.message,
            revisions.checksums(dialect)[number].upgrade,
            revisions.downgrade_checksum(number, dialect),
            revisions.downgrade_text(number, dialect),
            origin,
            at,
            revision.replaces.empty() ? std::string() : revision.replaces.back().id,
            all_replaced(graph, revision)};
}

bool Situation::is_applied(const std::string& id) const {
    const auto index = meant(graph, id);
    return index && applied[*index];
}

namespace {

void read_view(Situation& situation, const Graph& scripts, std::vector<const AppliedRow*>& kept,
               const StoredState& state) {
    const auto view = [&] {
        situation.begun.clear();
        situation.lost.clear();
        situation.graph =
            graph::view_of(extended(scripts, kept), state.quick.heads, situation.archived_only);
        mark_applied(situation, read_heads(situation, state.quick.heads));
    };
    view();
    const auto gone = std::remove_if(
        kept.begin(), kept.end(), [&](const AppliedRow* row) { return !counts(situation, *row); });
    if (gone != kept.end()) {
        kept.erase(gone, kept.end());
        view();
    }
}

}  // namespace

Situation assess(const Revisions::Data& revisions, Dialect dialect, const StoredState& state) {
    check_format(state.quick);
    Situation situation;
    situation.archived_only = revisions.archived_only(dialect);
    std::vector<const AppliedRow*> kept;
    for (const AppliedRow& row : state.applied) {
        situation.rows.emplace(row.id, row);
        if (!revisions.find(row.id)) {
            kept.push_back(&row);
        }
    }
    read_view(situation, revisions.graph, kept, state);
    std::vector<const AppliedRow*> known;
    std::copy_if(kept.begin(), kept.end(), std::back_inserter(known),
                 [&](const AppliedRow* row) { return is_known(revisions, *row); });
    situation.known = extended(revisions.graph, known);
    for (Graph::Index i = 0; i < situation.graph.size(); ++i) {
        const std::string& id = situation.graph[i].id;
        if (situation.applied[i] && !revisions.find(id) &&
            !is_known(revisions, situation.rows.at(id))) {
            situation.kept.push_back(id);
        }
    }
    const auto heads = names_of(situation.graph, situation.heads);
    situation.foreign = state.quick.complete
                            ? heads_of_rows(situation.graph, state.applied) != heads
                            : !situation.heads.empty();
    compare_with_rows(situation, revisions, dialect);
    return situation;
}

bool undisturbed(const Revisions::Data& revisions, Dialect dialect, const QuickState& state) {
    if (!state.complete || !state.row || state.row->format != state_format ||
        !state.row->open_step.empty()) {
        return false;
    }
    const Graph& graph = revisions.graph;
    for (const std::string& head : state.heads) {
        const auto index = graph.find(head);
        if (!index || graph[*index].id != head) {
            return false;
        }
    }
    AppliedDigest digest;
    const Graph::Indices applied = applied_set(graph, state.heads);
    for (const Graph::Index index : applied) {
        digest.add(revisions.checksum(index, dialect).member);
    }
    for (const std::string& head : state.heads) {
        for (const Graph::Index above : graph.needed_by(*graph.find(head))) {
            if (std::binary_search(applied.begin(), applied.end(), above)) {
                return false;  // a superfluous row
            }
        }
    }
    return digest.text() == state.row->applied_digest;
}

}  // namespace retort::runtime
