#pragma once

#include <retort/error.hpp>
#include <retort/revision.hpp>

#include <string>
#include <string_view>
#include <vector>

/// What can be wrong with the revisions as a whole.
namespace retort::errors {

/// One thing wrong, in whole sentences, and where.
struct GraphFault {
    std::string revision;
    std::string file;
    int line = 0;
    std::string text;
};

/// What keeps `name` from being an id or a label, as the end of a sentence that begins with it
/// (`contains a blank`); empty: nothing.
std::string name_fault(std::string_view name);

GraphFault invalid_id(const Revision& revision);
GraphFault invalid_label(const Revision& revision, const std::string& label);
GraphFault duplicate_id(const Revision& revision, const Revision& first);
GraphFault same_but_for_case(const Revision& revision, const Revision& first);
GraphFault label_is_id(const Revision& revision, const std::string& label, const Revision& owner);
GraphFault label_twice(const Revision& revision, const std::string& label, const Revision& first);
GraphFault replaced_twice(const Revision& revision, const std::string& id, const Revision& first);
GraphFault replaces_itself(const Revision& baseline);
/// @param script archived by the baseline, by another text
GraphFault replaced_changed(const Revision& script, const Revision& baseline);
GraphFault replaced_but_for_case(const Revision& revision, std::string_view replaced,
                                 const Revision& baseline);
GraphFault label_is_replaced(const Revision& revision, const std::string& label,
                             const Revision& baseline);
/// Its parent, or what it depends on, is inside of the range of a baseline.
GraphFault replaced_parent(const Revision& revision, const std::string& id,
                           const Revision& baseline);
GraphFault replaced_dependency(const Revision& revision, const std::string& id,
                               const Revision& baseline);
GraphFault unsquashed_without(const Revision& baseline, const std::string& id);
GraphFault own_parent(const Revision& revision);
GraphFault own_dependency(const Revision& revision, const std::string& name);
GraphFault parent_by_label(const Revision& revision, const std::string& label,
                           const Revision& owner);
GraphFault missing_parent(const Revision& revision, const std::string& id,
                          const std::vector<std::string>& nearest);
GraphFault missing_dependency(const Revision& revision, const std::string& name,
                              const std::vector<std::string>& nearest);
/// @param path each revision needs the next, the last one the first
GraphFault cycle(const std::vector<const Revision*>& path);

ScriptError faulty_graph(const std::vector<GraphFault>& faults);

}  // namespace retort::errors
