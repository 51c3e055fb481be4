#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace retort::objects {

/// An object and those that it uses, by their place in a list.
struct Node {
    std::string name;               ///< for messages and for the order of equals
    std::vector<std::size_t> uses;  ///< surely
    std::vector<std::size_t> may_use;
};

/// Every object behind those that it uses; otherwise in byte order of the names. What may be used
/// counts, except where it would make a cycle. Linear.
/// @throws ScriptError (kind `script`) that prints a cycle of sure uses
std::vector<std::size_t> ordered(const std::vector<Node>& nodes);

/// Marks all that use a marked one, directly or not.
std::vector<bool> with_users(const std::vector<Node>& nodes, std::vector<bool> marked);

}  // namespace retort::objects
