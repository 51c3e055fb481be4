#pragma once

#include <string_view>

namespace retort::graph {

enum class NameFault { none, empty, too_long, blank, control, punctuation, reserved };

/// What keeps `name` from being an id or a label, apart from the names of others.
/// errors::name_fault() puts it into words.
NameFault name_fault(std::string_view name) noexcept;

/// The first byte that no name may have; 0: there is none.
char forbidden_character(std::string_view name) noexcept;

bool valid_name(std::string_view name) noexcept;

}  // namespace retort::graph
