#include "errors/graph.hpp"

#include "errors/text.hpp"
#include "graph/name.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::errors {
namespace {

constexpr std::string_view name_rule =
    "Ids and labels are 1 to 200 bytes without blanks, control characters or any of @ - + : , / "
    "\\, "
    "and none of head, heads, base, current, . and ..";

std::string place_of(const Revision& revision) {
    return place(revision.path, revision.line);
}

std::string at_place(const Revision& revision) {
    return revision.path.empty() ? "" : " at " + place_of(revision);
}

GraphFault fault(const Revision& revision, const std::string& sentences) {
    const std::string start = revision.path.empty() ? "" : place_of(revision) + ": ";
    return {revision.id, revision.path, revision.line, start + sentences};
}

}  // namespace

std::string name_fault(std::string_view name) {
    using graph::NameFault;
    switch (graph::name_fault(name)) {
        case NameFault::none:
            return "";
        case NameFault::empty:
            return "is empty";
        case NameFault::too_long:
            return "is longer than 200 bytes";
        case NameFault::blank:
            return "contains a blank";
        case NameFault::control:
            return "contains a control character";
        case NameFault::punctuation:
            return fmt::format("contains '{}'", graph::forbidden_character(name));
        case NameFault::reserved:
            return "is a word with a meaning of its own";
    }
    return "";
}

GraphFault invalid_id(const Revision& revision) {
    return fault(revision, fmt::format("the revision id {} {}. {}.", in_quotes(revision.id),
                                       name_fault(revision.id), name_rule));
}

GraphFault invalid_label(const Revision& revision, const std::string& label) {
    return fault(revision,
                 fmt::format("the branch label {} of revision {} {}. {}.", in_quotes(label),
                             revision.id, name_fault(label), name_rule));
}

GraphFault duplicate_id(const Revision& revision, const Revision& first) {
    return fault(revision, fmt::format("revision {} is already defined{}. Give one of the two "
                                       "another id, or remove one of them.",
                                       revision.id, at_place(first)));
}

GraphFault same_but_for_case(const Revision& revision, const Revision& first) {
    return fault(revision,
                 fmt::format("the id {} differs only in case from {}{}, and some databases do not "
                             "tell the two apart. Give one of them another id.",
                             revision.id, first.id, at_place(first)));
}

GraphFault label_is_id(const Revision& revision, const std::string& label, const Revision& owner) {
    return fault(revision, fmt::format("the branch label {} of revision {} is the id of the "
                                       "revision{}. Choose another label.",
                                       label, revision.id, at_place(owner)));
}

GraphFault label_twice(const Revision& revision, const std::string& label, const Revision& first) {
    if (&revision == &first) {
        return fault(revision, fmt::format("revision {} gives the branch label {} twice. Remove "
                                           "one of them.",
                                           revision.id, label));
    }
    return fault(revision, fmt::format("the branch label {} of revision {} is already that of "
                                       "revision {}{}. Remove one of the two.",
                                       label, revision.id, first.id, at_place(first)));
}

GraphFault replaced_twice(const Revision& revision, const std::string& id, const Revision& first) {
    return fault(revision, fmt::format("revision {} replaces {}, which revision {}{} replaces "
                                       "already. Only one baseline can stand for a revision: "
                                       "remove one of the two.",
                                       revision.id, id, first.id, at_place(first)));
}

GraphFault replaces_itself(const Revision& baseline) {
    return fault(baseline, fmt::format("revision {} replaces itself, or a baseline that replaces "
                                       "it. Correct its retort:replaces.",
                                       baseline.id));
}

GraphFault replaced_changed(const Revision& script, const Revision& baseline) {
    return fault(
        script,
        fmt::format("revision {} is not the script that baseline {}{} stands for: the "
                    "text differs, and its checksum is {}. Put that text back, or give a new "
                    "script another id.",
                    script.id, baseline.id, at_place(baseline), script.checksum));
}

GraphFault replaced_but_for_case(const Revision& revision, std::string_view replaced,
                                 const Revision& baseline) {
    return fault(revision,
                 fmt::format("the id {} differs only in case from {}, which baseline {}{} stands "
                             "for, and some databases do not tell the two apart. Give it another "
                             "id.",
                             revision.id, replaced, baseline.id, at_place(baseline)));
}

GraphFault label_is_replaced(const Revision& revision, const std::string& label,
                             const Revision& baseline) {
    return fault(revision, fmt::format("the branch label {} of revision {} is the id of a revision "
                                       "that baseline {}{} stands for. Choose another label.",
                                       label, revision.id, baseline.id, at_place(baseline)));
}

GraphFault replaced_parent(const Revision& revision, const std::string& id,
                           const Revision& baseline) {
    return fault(revision,
                 fmt::format("revision {} names the parent {}, which is inside of what baseline "
                             "{}{} stands for. Write {} in its retort:down_revision instead.",
                             revision.id, id, baseline.id, at_place(baseline), baseline.id));
}

GraphFault replaced_dependency(const Revision& revision, const std::string& id,
                               const Revision& baseline) {
    return fault(revision,
                 fmt::format("revision {} depends on {}, which is inside of what baseline {}{} "
                             "stands for. Write {} in its retort:depends_on instead.",
                             revision.id, id, baseline.id, at_place(baseline), baseline.id));
}

GraphFault unsquashed_without(const Revision& baseline, const std::string& id) {
    return fault(baseline, fmt::format("revision {} has no sections, so that {} and what else it "
                                       "replaces are scripts again, and {} does not exist. Add the "
                                       "missing script.",
                                       baseline.id, id, id));
}

GraphFault own_parent(const Revision& revision) {
    return fault(revision, fmt::format("revision {} names itself as its parent. Correct its "
                                       "retort:down_revision.",
                                       revision.id));
}

GraphFault own_dependency(const Revision& revision, const std::string& name) {
    const std::string by_label =
        name == revision.id ? "" : fmt::format(", by its own label {}", name);
    return fault(revision, fmt::format("revision {} depends on itself{}. Correct its "
                                       "retort:depends_on.",
                                       revision.id, by_label));
}

GraphFault parent_by_label(const Revision& revision, const std::string& label,
                           const Revision& owner) {
    return fault(revision, fmt::format("revision {} names the parent {}, which is a branch label. "
                                       "Name the revision that carries it instead: {}.",
                                       revision.id, label, owner.id));
}

GraphFault missing_parent(const Revision& revision, const std::string& id,
                          const std::vector<std::string>& nearest) {
    return fault(revision, fmt::format("revision {} names the parent {}, which does not exist.{} "
                                       "Correct its retort:down_revision, or add the missing "
                                       "script.",
                                       revision.id, in_quotes(id), did_you_mean(nearest)));
}

GraphFault missing_dependency(const Revision& revision, const std::string& name,
                              const std::vector<std::string>& nearest) {
    return fault(revision, fmt::format("revision {} depends on {}, which is neither a revision nor "
                                       "a branch label.{} Correct its retort:depends_on, or add "
                                       "the missing script.",
                                       revision.id, in_quotes(name), did_you_mean(nearest)));
}

GraphFault cycle(const std::vector<const Revision*>& path) {
    const auto first =
        std::min_element(path.begin(), path.end(),
                         [](const Revision* a, const Revision* b) { return a->id < b->id; });
    std::vector<std::string> circle;
    const auto id_of = [](const Revision* revision) { return revision->id; };
    std::transform(first, path.end(), std::back_inserter(circle), id_of);
    std::transform(path.begin(), first, std::back_inserter(circle), id_of);
    return fault(**first, fmt::format("the revisions {}{} form a cycle: each needs the next, as "
                                      "its parent or by retort:depends_on. Remove one of these "
                                      "links.",
                                      arrows(circle), (*first)->id));
}

ScriptError faulty_graph(const std::vector<GraphFault>& faults) {
    const GraphFault& first = faults.front();
    ErrorFacts facts;
    facts.revision = first.revision;
    facts.file = first.file;
    facts.line = first.line;
    if (faults.size() == 1) {
        return {ErrorKind::graph, first.text, facts};
    }
    std::string text = fmt::format("The revisions have {} faults:", faults.size());
    for (const GraphFault& fault : faults) {
        text += "\n" + fault.text;
    }
    return {ErrorKind::graph, text, facts};
}

}  // namespace retort::errors
