#include "runtime/situation.hpp"

#include "errors/runtime.hpp"

#include <algorithm>
#include <set>

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

/// @param names that are taken: a label among them is left out
Revision revision_of(const AppliedRow& row, const Graph& scripts, Names& names) {
    Revision revision;
    revision.id = row.id;
    for (const std::string& label : row.branch_labels) {
        if (!scripts.find(label) && !scripts.find_label(label) && names.insert(label).second) {
            revision.branch_labels.push_back(label);
        }
    }
    revision.down_revisions = row.down_revisions;
    revision.depends_on = row.depends_on;
    revision.message = row.message;
    revision.irreversible = row.downgrade_text.empty();
    revision.path = "the database";
    return revision;
}

Graph extended(const Graph& graph, const std::vector<const AppliedRow*>& kept) {
    if (kept.empty()) {
        return graph;
    }
    std::vector<Revision> revisions;
    revisions.reserve(graph.size() + kept.size());
    for (Graph::Index i = 0; i < graph.size(); ++i) {
        revisions.push_back(graph[i]);
    }
    Names names;
    for (const AppliedRow* row : kept) {
        names.insert(row->id);
    }
    for (const AppliedRow* row : kept) {
        revisions.push_back(revision_of(*row, graph, names));
    }
    try {
        return Graph(std::move(revisions));
    } catch (const ScriptError&) {
        return graph;  // the kept ones cannot stand beside these scripts: they are unknown
    }
}

/// Applied rows that no other row needs: the heads that this program last wrote.
std::vector<std::string> heads_of_rows(const std::vector<AppliedRow>& rows) {
    std::set<std::string> needed;
    for (const AppliedRow& row : rows) {
        needed.insert(row.down_revisions.begin(), row.down_revisions.end());
        needed.insert(row.depends_on.begin(), row.depends_on.end());
    }
    std::vector<std::string> heads;
    for (const AppliedRow& row : rows) {
        if (needed.count(row.id) == 0) {
            heads.push_back(row.id);
        }
    }
    return heads;
}

void mark_applied(Situation& situation, const std::vector<std::string>& recorded) {
    situation.applied.assign(situation.graph.size(), false);
    for (const Graph::Index index : applied_set(situation.graph, recorded)) {
        situation.applied[index] = true;
    }
    for (Graph::Index i = 0; i < situation.graph.size(); ++i) {
        const auto above = situation.graph.needed_by(i);
        if (situation.applied[i] &&
            std::none_of(above.begin(), above.end(),
                         [&](Graph::Index other) { return situation.applied[other]; })) {
            situation.heads.push_back(situation.graph[i].id);
        }
    }
    std::sort(situation.heads.begin(), situation.heads.end());
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

void compare_with_rows(Situation& situation, const Revisions::Data& revisions, Dialect dialect) {
    const auto& checksums = revisions.checksums(dialect);
    const std::vector<bool> below = below_a_row(situation);
    for (Graph::Index i = 0; i < situation.graph.size(); ++i) {
        const std::string& id = situation.graph[i].id;
        const auto known = revisions.graph.find(id);
        const auto row = situation.rows.find(id);
        if (!situation.applied[i]) {
            continue;
        }
        if (row == situation.rows.end()) {
            if (below[i]) {
                situation.never_run.push_back(id);
            }
        } else if (known && row->second.upgrade_checksum != checksums[*known].upgrade) {
            situation.edited.push_back(id);
        }
    }
}

}  // namespace

AppliedDigest digest_of(const std::map<std::string, AppliedRow>& rows) {
    AppliedDigest digest;
    for (const auto& entry : rows) {
        digest.add(AppliedDigest::member(entry.first, entry.second.upgrade_checksum));
    }
    return digest;
}

AppliedRow row_for(const Revisions::Data& revisions, Graph::Index revision, Dialect dialect,
                   const std::string& origin, const std::string& at) {
    const Graph& graph = revisions.graph;
    const auto parents = ids_of(graph, graph.parents(revision));
    std::vector<std::string> dependencies;
    for (const std::string& id : ids_of(graph, graph.needs(revision))) {
        if (std::find(parents.begin(), parents.end(), id) == parents.end()) {
            dependencies.push_back(id);
        }
    }
    return {graph[revision].id,
            parents,
            dependencies,
            graph[revision].branch_labels,
            graph[revision].message,
            revisions.checksums(dialect)[revision].upgrade,
            revisions.downgrade_checksum(revision, dialect),
            revisions.downgrade_text(revision, dialect),
            origin,
            at};
}

Situation assess(const Revisions::Data& revisions, Dialect dialect, const StoredState& state) {
    check_format(state.quick);
    Situation situation;
    std::vector<const AppliedRow*> kept;
    for (const AppliedRow& row : state.applied) {
        situation.rows.emplace(row.id, row);
        if (!revisions.graph.find(row.id)) {
            kept.push_back(&row);
        }
    }
    situation.graph = extended(revisions.graph, kept);
    std::vector<std::string> recorded;
    for (const std::string& head : state.quick.heads) {
        (situation.graph.find(head) ? recorded : situation.lost).push_back(head);
    }
    mark_applied(situation, recorded);
    for (Graph::Index i = 0; i < situation.graph.size(); ++i) {
        if (situation.applied[i] && !revisions.graph.find(situation.graph[i].id)) {
            situation.kept.push_back(situation.graph[i].id);
        }
    }
    situation.foreign =
        state.quick.complete ? heads_of_rows(state.applied) != situation.heads : !recorded.empty();
    compare_with_rows(situation, revisions, dialect);
    return situation;
}

bool undisturbed(const Revisions::Data& revisions, Dialect dialect, const QuickState& state) {
    if (!state.complete || !state.row || state.row->format != state_format ||
        !state.row->open_step.empty()) {
        return false;
    }
    for (const std::string& head : state.heads) {
        if (!revisions.graph.find(head)) {
            return false;
        }
    }
    AppliedDigest digest;
    const auto& checksums = revisions.checksums(dialect);
    const Graph::Indices applied = applied_set(revisions.graph, state.heads);
    for (const Graph::Index index : applied) {
        digest.add(checksums[index].member);
    }
    for (const std::string& head : state.heads) {
        for (const Graph::Index above : revisions.graph.needed_by(*revisions.graph.find(head))) {
            if (std::binary_search(applied.begin(), applied.end(), above)) {
                return false;  // a superfluous row
            }
        }
    }
    return digest.text() == state.row->applied_digest;
}

}  // namespace retort::runtime
