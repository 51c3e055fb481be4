#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::script {

/// The types by which PostgreSQL tells routines of one name apart, as its catalog spells them and
/// with `, ` between them: without names, modes, defaults, lengths and what is only returned.
/// @param words what stands between the brackets
/// @returns nothing where words do not tell, as those of column%TYPE
std::optional<std::string> argument_types(const std::vector<std::string_view>& words);

}  // namespace retort::script
