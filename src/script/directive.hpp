#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::script {

enum class DirectiveKind {
    revision,
    down_revision,
    depends_on,
    branch_labels,
    uses,
    replaces,
    lifted,
    lifted_by,
    created,
    upgrade,
    downgrade,
    irreversible,
    object,
    create,
    drop,
    unknown,
};

/// A line that begins with `-- retort:`.
struct Directive {
    DirectiveKind kind = DirectiveKind::unknown;
    std::string_view name;
    std::string_view arguments;  ///< without blanks around them
    std::size_t offset = 0;      ///< of the line, in the file
    int line = 0;
};

/// Whether a directive begins at `position`, which is the beginning of a line.
bool begins_directive(std::string_view text, std::size_t position) noexcept;

/// @pre begins_directive(text, offset)
Directive read_directive(std::string_view text, std::size_t offset, int line);

/// If a comment was perhaps meant to be a directive: its right spelling.
/// @param comment from its first character to the end of the line
std::optional<std::string> near_directive(std::string_view comment);

/// Those of revision scripts, and those of object files.
const std::vector<std::string>& script_directives();
const std::vector<std::string>& object_directives();
/// What may follow `retort:upgrade`: dialects and flags.
const std::vector<std::string>& section_words();

/// The pieces between blanks and commas.
std::vector<std::string_view> split_words(std::string_view text);
std::string_view trimmed(std::string_view text) noexcept;
/// From `begin` to the end of its line, without the line end.
std::string_view line_from(std::string_view text, std::size_t begin) noexcept;

}  // namespace retort::script
