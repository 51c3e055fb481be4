#pragma once

#include <retort/error.hpp>
#include <retort/revision.hpp>

#include <string>
#include <string_view>
#include <vector>

/// What can be wrong with the revisions as a whole.
namespace retort::errors {

/// One thing wrong, in whole sentences, and where.
struct Fault {
    std::string revision;
    std::string file;
    int line = 0;
    std::string text;
};

/// What keeps `name` from being an id or a label, as the end of a sentence that begins with it
/// (`contains a blank`); empty: nothing.
std::string name_fault(std::string_view name);

/// In quotes, on one line, shortened where it is long.
std::string quoted(std::string_view text);

Fault invalid_id(const Revision& revision);
Fault invalid_label(const Revision& revision, const std::string& label);
Fault duplicate_id(const Revision& revision, const Revision& first);
Fault same_but_for_case(const Revision& revision, const Revision& first);
Fault label_is_id(const Revision& revision, const std::string& label, const Revision& owner);
Fault label_twice(const Revision& revision, const std::string& label, const Revision& first);
Fault replaced_twice(const Revision& revision, const std::string& id, const Revision& first);
Fault own_parent(const Revision& revision);
Fault own_dependency(const Revision& revision, const std::string& name);
Fault parent_by_label(const Revision& revision, const std::string& label, const Revision& owner);
Fault missing_parent(const Revision& revision, const std::string& id,
                     const std::vector<std::string>& nearest);
Fault missing_dependency(const Revision& revision, const std::string& name,
                         const std::vector<std::string>& nearest);
/// @param path each revision needs the next, the last one the first
Fault cycle(const std::vector<const Revision*>& path);

ScriptError faulty_graph(const std::vector<Fault>& faults);

}  // namespace retort::errors
