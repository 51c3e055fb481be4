#pragma once

#include "errors/text.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace retort::errors {

template <typename... Arguments>
UsageError target_error(fmt::format_string<Arguments...> sentences, Arguments&&... arguments) {
    return {ErrorKind::target, fmt::format(sentences, std::forward<Arguments>(arguments)...)};
}

/// The last sentence: what to type instead.
inline std::string advice(const std::vector<std::string>& choices, const std::string& more = "") {
    return choices.empty()
               ? "Name the revision by its id."
               : fmt::format("Type {}{}{}.", listed(choices, "or"), more.empty() ? "" : "; ", more);
}

inline std::string in_lineage_of(const std::string& branch) {
    return branch.empty() ? "" : fmt::format(" in the lineage of {}", branch);
}

}  // namespace retort::errors
