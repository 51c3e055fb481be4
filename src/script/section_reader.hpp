#pragma once

#include "errors/script.hpp"
#include "script/directive.hpp"
#include "script/script.hpp"

#include <string_view>
#include <vector>

namespace retort::script {

/// A section without text, as its directive begins it.
/// @param flags whether flags may stand beside the dialects
Section section_of(const Directive& directive, Direction direction, bool flags,
                   std::vector<errors::ScriptFault>& faults);

/// Takes the directives that begin or end sections into a script.
class SectionReader {
public:
    SectionReader(Script& script, std::vector<errors::ScriptFault>& faults)
        : script_(script), faults_(faults) {}

    /// Adds a section without text. @pre the directive is `upgrade` or `downgrade`
    void take_section(const Directive& directive);
    void take_irreversible(const Directive& directive);
    /// Whether the header is over.
    bool begun() const noexcept { return irreversible_line_ > 0 || !script_.sections.empty(); }

private:
    void fault(const Directive& directive, std::string sentence);

    Script& script_;
    std::vector<errors::ScriptFault>& faults_;
    int irreversible_line_ = 0;
};

}  // namespace retort::script
