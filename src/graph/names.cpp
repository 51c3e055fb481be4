#include "graph/names.hpp"

#include "graph/name.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace retort::graph {
namespace {

using Faults = std::vector<errors::GraphFault>;

void add_id(Names& names, const View& view, Index index, Faults& faults) {
    const Revision& revision = *view.nodes[index];
    if (!valid_name(revision.id)) {
        faults.push_back(errors::invalid_id(revision));
    }
    const auto [found, added] = names.ids.emplace(revision.id, index);
    if (added) {
        return;
    }
    const Revision& other = *view.nodes[found->second];
    faults.push_back(other.id == revision.id ? errors::duplicate_id(revision, other)
                                             : errors::same_but_for_case(revision, other));
}

void add_label(Names& names, const View& view, Index index, const std::string& label,
               Faults& faults) {
    const Revision& revision = *view.nodes[index];
    if (!valid_name(label)) {
        faults.push_back(errors::invalid_label(revision, label));
        return;
    }
    const auto id = names.ids.find(label);
    if (id != names.ids.end() && id->first == label) {
        faults.push_back(errors::label_is_id(revision, label, *view.nodes[id->second]));
        return;
    }
    if (const auto replaced = names.replaced.find(label);
        replaced != names.replaced.end() && replaced->first == label) {
        faults.push_back(errors::label_is_replaced(revision, label, *view.nodes[replaced->second]));
        return;
    }
    const auto [found, added] = names.labels.emplace(label, index);
    if (!added) {
        faults.push_back(errors::label_twice(revision, label, *view.nodes[found->second]));
    }
}

/// What a baseline stands for stays taken, whether its script is there or not.
void add_replaced(IdTable& table, const Names& names, const View& view,
                  const std::vector<View::Alias>& aliases, Faults& faults) {
    for (const View::Alias& alias : aliases) {
        table.emplace(alias.id, alias.node);
        const auto found = names.ids.find(alias.id);
        if (found != names.ids.end() && found->first != alias.id) {
            faults.push_back(errors::replaced_but_for_case(*view.nodes[found->second], alias.id,
                                                           *view.nodes[alias.node]));
        }
    }
}

unsigned char folded(char c) {
    return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

}  // namespace

std::size_t FoldedHash::operator()(std::string_view text) const {
    std::uint64_t hash = 0xCBF29CE484222325U;  // FNV-1a
    for (const char c : text) {
        hash = (hash ^ folded(c)) * 0x100000001B3U;
    }
    return static_cast<std::size_t>(hash);
}

bool FoldedEqual::operator()(std::string_view a, std::string_view b) const noexcept {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return folded(x) == folded(y);
           });
}

Names read_names(const View& view, Faults& faults) {
    Names names;
    names.ids.reserve(view.nodes.size());
    const auto size = static_cast<Index>(view.nodes.size());
    for (Index index = 0; index < size; ++index) {
        add_id(names, view, index, faults);
    }
    add_replaced(names.replaced, names, view, view.replaced, faults);
    IdTable aliases;
    add_replaced(aliases, names, view, view.aliases, faults);
    names.ids.insert(aliases.begin(), aliases.end());
    for (Index index = 0; index < size; ++index) {
        for (const std::string& label : view.nodes[index]->branch_labels) {
            add_label(names, view, index, label, faults);
        }
    }
    return names;
}

}  // namespace retort::graph
