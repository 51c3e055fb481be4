#pragma once

#include "script/object.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace retort::dialect::mysql {

/// What a statement that creates a view, routine or trigger says before its body, and where. Views
/// into the statement.
struct Creation {
    retort::ObjectKind kind = retort::ObjectKind::view;
    std::string_view name;  ///< with its schema, when there is one, and quotes
    // Of triggers.
    std::string_view timing;
    std::string_view event;
    std::string_view table;  ///< as `name`
    std::string_view body;   ///< without what follows its last word
};

std::optional<Creation> creation(std::string_view statement);

/// A name's last part, its quotes taken off.
std::string bare_name(std::string_view name);

/// The statement with other names.
/// @param table of a trigger
std::string renamed(std::string_view statement, const Creation& creation, const std::string& name,
                    const std::string& table);

/// From the first word to the last, without comments and terminators around them.
std::string_view trimmed(std::string_view body);

}  // namespace retort::dialect::mysql
