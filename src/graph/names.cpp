#include "graph/names.hpp"

#include "graph/name.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace retort::graph {
namespace {

using Faults = std::vector<errors::GraphFault>;

void add_id(IdTable& ids, const std::vector<Revision>& revisions, Index index, Faults& faults) {
    const Revision& revision = revisions[index];
    if (!valid_name(revision.id)) {
        faults.push_back(errors::invalid_id(revision));
    }
    const auto [found, added] = ids.emplace(revision.id, index);
    if (added) {
        return;
    }
    const Revision& other = revisions[found->second];
    faults.push_back(other.id == revision.id ? errors::duplicate_id(revision, other)
                                             : errors::same_but_for_case(revision, other));
}

void add_label(Names& names, const std::vector<Revision>& revisions, Index index,
               const std::string& label, Faults& faults) {
    const Revision& revision = revisions[index];
    if (!valid_name(label)) {
        faults.push_back(errors::invalid_label(revision, label));
        return;
    }
    const auto id = names.ids.find(label);
    if (id != names.ids.end() && id->first == label) {
        faults.push_back(errors::label_is_id(revision, label, revisions[id->second]));
        return;
    }
    const auto [found, added] = names.labels.emplace(label, index);
    if (!added) {
        faults.push_back(errors::label_twice(revision, label, revisions[found->second]));
    }
}

// A revision that another one replaces is archived: what it replaced is contained in the other.
void check_claims(const std::vector<Revision>& revisions, Faults& faults) {
    std::unordered_set<std::string_view> archived;
    for (const Revision& revision : revisions) {
        for (const Replaced& replaced : revision.replaces) {
            archived.insert(replaced.id);
        }
    }
    std::unordered_map<std::string_view, const Revision*> claims;
    for (const Revision& revision : revisions) {
        if (archived.count(revision.id) > 0) {
            continue;
        }
        for (const Replaced& replaced : revision.replaces) {
            const auto [found, added] = claims.emplace(replaced.id, &revision);
            if (!added && found->second != &revision) {
                faults.push_back(errors::replaced_twice(revision, replaced.id, *found->second));
            }
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

Names read_names(const std::vector<Revision>& revisions, Faults& faults) {
    Names names;
    names.ids.reserve(revisions.size());
    const auto size = static_cast<Index>(revisions.size());
    for (Index index = 0; index < size; ++index) {
        add_id(names.ids, revisions, index, faults);
    }
    for (Index index = 0; index < size; ++index) {
        for (const std::string& label : revisions[index].branch_labels) {
            add_label(names, revisions, index, label, faults);
        }
    }
    check_claims(revisions, faults);
    return names;
}

}  // namespace retort::graph
