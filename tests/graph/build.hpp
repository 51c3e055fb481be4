#pragma once

#include <retort/error.hpp>
#include <retort/plan.hpp>

#include <string>
#include <utility>
#include <vector>

namespace retort_test {

using Texts = std::vector<std::string>;

/// A revision as a script file of its own would give it.
inline retort::Revision node(const std::string& id, Texts parents = {}, Texts depends_on = {},
                             Texts labels = {}) {
    retort::Revision revision;
    revision.id = id;
    revision.down_revisions = std::move(parents);
    revision.depends_on = std::move(depends_on);
    revision.branch_labels = std::move(labels);
    revision.path = id + ".sql";
    revision.line = 3;
    return revision;
}

template <typename List>
Texts ids(const retort::Graph& graph, const List& indices) {
    Texts texts;
    for (const retort::Graph::Index index : indices) {
        texts.push_back(graph[index].id);
    }
    return texts;
}

/// Each step as `revision: heads after it`.
inline Texts trace(const retort::Plan& plan) {
    Texts texts;
    for (const retort::Step& step : plan.steps) {
        std::string text = step.revision + ":";
        for (const std::string& head : step.heads_after) {
            text += " " + head;
        }
        texts.push_back(text);
    }
    return texts;
}

inline Texts up(const retort::Graph& graph, const Texts& current, const std::string& target) {
    return trace(retort::plan_upgrade(graph, current, target));
}

inline Texts down(const retort::Graph& graph, const Texts& current, const std::string& target) {
    return trace(retort::plan_downgrade(graph, current, target));
}

/// The message of the ScriptError of kind `graph` that a graph of these throws.
inline std::string fault(std::vector<retort::Revision> revisions) {
    try {
        const retort::Graph graph(std::move(revisions));
    } catch (const retort::ScriptError& error) {
        return error.kind() == retort::ErrorKind::graph ? error.what() : "wrong kind";
    }
    return "nothing was thrown";
}

/// The message of the UsageError of kind `target` that the call throws.
template <typename Call>
std::string refusal(Call call) {
    try {
        call();
    } catch (const retort::UsageError& error) {
        return error.kind() == retort::ErrorKind::target ? error.what() : "wrong kind";
    }
    return "nothing was thrown";
}

inline std::string up_refusal(const retort::Graph& graph, const Texts& current,
                              const std::string& target) {
    return refusal([&] { retort::plan_upgrade(graph, current, target); });
}

inline std::string down_refusal(const retort::Graph& graph, const Texts& current,
                                const std::string& target) {
    return refusal([&] { retort::plan_downgrade(graph, current, target); });
}

/// The shapes that several tests use.
inline retort::Graph linear() {
    return retort::Graph({node("aaa"), node("bbb", {"aaa"}), node("ccc", {"bbb"})});
}

/// aaa -> {b1 (one) -> c1, b2 (two) -> c2}
inline retort::Graph branches() {
    return retort::Graph({node("aaa"), node("b1", {"aaa"}, {}, {"one"}),
                          node("b2", {"aaa"}, {}, {"two"}), node("c1", {"b1"}),
                          node("c2", {"b2"})});
}

/// a -> {b1, b2} -> m
inline retort::Graph diamond() {
    return retort::Graph(
        {node("a"), node("b1", {"a"}), node("b2", {"a"}), node("m", {"b1", "b2"})});
}

/// a1 -> a2 -> a3 (side), b1 -> b2 -> b3 (core); b2 depends on a2
inline retort::Graph dependency() {
    return retort::Graph({node("a1", {}, {}, {"side"}), node("a2", {"a1"}), node("a3", {"a2"}),
                          node("b1", {}, {}, {"core"}), node("b2", {"b1"}, {"a2"}),
                          node("b3", {"b2"})});
}

}  // namespace retort_test
