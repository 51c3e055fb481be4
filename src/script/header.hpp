#pragma once

#include "errors/script.hpp"
#include "script/directive.hpp"
#include "script/script.hpp"

#include <array>
#include <string_view>
#include <vector>

namespace retort::script {

/// Takes the directives of a header, and its free text, into a script.
class HeaderReader {
public:
    HeaderReader(Script& script, std::vector<errors::ScriptFault>& faults)
        : script_(script), faults_(faults) {}

    /// @pre the directive is none that begins or ends a section
    void take(const Directive& directive);
    /// Free text: `comment` as in the file.
    void take_comment(std::string_view comment);
    /// After the last comment.
    void finish();

private:
    bool first(const Directive& directive);
    void take_revision(const Directive& directive);
    void take_names(const Directive& directive, std::vector<std::string>& names);
    void take_created(const Directive& directive);
    void take_object(const Directive& directive);
    void take_replaces(const Directive& directive);
    void take_line(std::string_view line);
    void fault(const Directive& directive, std::string sentence);

    Script& script_;
    std::vector<errors::ScriptFault>& faults_;
    std::array<int, static_cast<std::size_t>(DirectiveKind::unknown)> seen_{};  ///< lines
};

}  // namespace retort::script
