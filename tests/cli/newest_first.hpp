#pragma once

#include <retort/graph.hpp>

#include <numeric>

namespace retort_test {

inline retort::Graph::Indices newest_first(const retort::Graph& graph) {
    retort::Graph::Indices all(graph.size());
    std::iota(all.rbegin(), all.rend(), retort::Graph::Index{0});
    return all;
}

}  // namespace retort_test
