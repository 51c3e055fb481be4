#pragma once

#include "objects/order.hpp"

#include <cstddef>
#include <vector>

namespace retort::objects {

/// For each node the number of its strongly connected component: two nodes share one when each
/// uses, or may use, the other, directly or not. Linear.
std::vector<std::size_t> components(const std::vector<Node>& nodes);

}  // namespace retort::objects
