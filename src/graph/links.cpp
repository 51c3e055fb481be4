#include "graph/links.hpp"

#include "errors/text.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace retort::graph {
namespace {

// Looking for a near name reads all of them; after so many a suggestion helps nobody.
constexpr std::size_t most_suggestions = 16;

class LinksReader {
public:
    LinksReader(const Pool& pool, const View& view, const Names& names,
                std::vector<errors::GraphFault>& faults)
        : pool_(pool), view_(view), names_(names), faults_(faults) {}

    Links read() {
        const auto size = static_cast<Index>(view_.nodes.size());
        for (Index index = 0; index < size; ++index) {
            Indices parents = read_parents(index);
            Indices needs = parents;
            read_dependencies(index, needs);
            append(links_.parents, std::move(parents));
            append(links_.needs, std::move(needs));
        }
        return std::move(links_);
    }

private:
    Indices read_parents(Index index) {
        Indices parents;
        const Revision& revision = *view_.nodes[index];
        for (const std::string& name : revision.down_revisions) {
            const std::optional<Index> parent = by_id(index, name);
            if (!parent && is_replaced(name)) {
                faults_.push_back(
                    errors::replaced_parent(revision, name, *view_.nodes[*holder(name)]));
            } else if (!parent) {
                faults_.push_back(missing_parent(revision, name));
            } else if (*parent == index) {
                faults_.push_back(errors::own_parent(revision));
            } else {
                parents.push_back(*parent);
            }
        }
        return parents;
    }

    void read_dependencies(Index index, Indices& needs) {
        const Revision& revision = *view_.nodes[index];
        for (const std::string& name : revision.depends_on) {
            const std::optional<Index> id = by_id(index, name);
            const std::optional<Index> needed = id ? id : by_label(name);
            if (!needed && is_replaced(name)) {
                faults_.push_back(
                    errors::replaced_dependency(revision, name, *view_.nodes[*holder(name)]));
            } else if (!needed) {
                faults_.push_back(errors::missing_dependency(revision, name, near(name, true)));
            } else if (*needed == index) {
                faults_.push_back(errors::own_dependency(revision, name));
            } else {
                needs.push_back(*needed);
            }
        }
    }

    errors::GraphFault missing_parent(const Revision& revision, const std::string& name) {
        if (const std::optional<Index> labelled = by_label(name)) {
            return errors::parent_by_label(revision, name, *view_.nodes[*labelled]);
        }
        return errors::missing_parent(revision, name, near(name, false));
    }

    void append(Edges& edges, Indices list) {
        std::sort(list.begin(), list.end(), [this](Index a, Index b) {
            return a != b && view_.nodes[a]->id < view_.nodes[b]->id;
        });
        edges.ends.insert(edges.ends.end(), list.begin(), std::unique(list.begin(), list.end()));
        edges.close_list();
    }

    /// What the database keeps was in order where it was applied: there, all that a baseline
    /// stands for means the baseline.
    std::optional<Index> by_id(Index user, const std::string& id) const {
        if (const auto found = exactly(names_.ids, id)) {
            return found;
        }
        const auto baseline = holder(id);
        const bool kept = baseline && (!is_script(user) || !is_script(*baseline));
        return kept ? baseline : std::nullopt;
    }

    bool is_script(Index node) const { return pool_.is_script(view_.places[node]); }
    std::optional<Index> holder(const std::string& id) const {
        return exactly(names_.replaced, id);
    }
    bool is_replaced(const std::string& id) const { return holder(id).has_value(); }

    static std::optional<Index> exactly(const IdTable& table, const std::string& id) {
        const auto found = table.find(id);
        const bool same = found != table.end() && found->first == id;
        return same ? std::optional(found->second) : std::nullopt;
    }

    std::optional<Index> by_label(const std::string& label) const {
        const auto found = names_.labels.find(label);
        return found == names_.labels.end() ? std::nullopt : std::optional(found->second);
    }

    std::vector<std::string> near(const std::string& name, bool labels) {
        if (++suggestions_ > most_suggestions) {
            return {};
        }
        std::vector<std::string> known;
        for (const Revision* revision : view_.nodes) {
            known.push_back(revision->id);
            if (labels) {
                known.insert(known.end(), revision->branch_labels.begin(),
                             revision->branch_labels.end());
            }
        }
        return errors::nearest(name, known);
    }

    const Pool& pool_;
    const View& view_;
    const Names& names_;
    std::vector<errors::GraphFault>& faults_;
    Links links_;
    std::size_t suggestions_ = 0;
};

}  // namespace

Links read_links(const Pool& pool, const View& view, const Names& names,
                 std::vector<errors::GraphFault>& faults) {
    return LinksReader(pool, view, names, faults).read();
}

}  // namespace retort::graph
