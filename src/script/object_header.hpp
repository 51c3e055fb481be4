#pragma once

#include "errors/script.hpp"
#include "script/directive.hpp"
#include "script/object.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace retort::script {

/// Takes the directives of an object file's header, and its free text, into an object.
class ObjectHeader {
public:
    ObjectHeader(Object& object, std::vector<errors::ScriptFault>& faults)
        : object_(object), faults_(faults) {}

    /// @pre the directive is `object`, `depends_on` or `lifted_by`
    void take(const Directive& directive);
    void take_comment(std::string_view comment);
    /// Whether kind and name are known.
    bool complete() const noexcept { return complete_; }

private:
    void take_object(const Directive& directive);
    void take_dependencies(const Directive& directive);
    void take_baseline(const Directive& directive);
    int& line_of(DirectiveKind kind) noexcept;

    Object& object_;
    std::vector<errors::ScriptFault>& faults_;
    bool complete_ = false;
    int depends_on_line_ = 0;
    int lifted_by_line_ = 0;
};

/// On one line, with one blank where there are several.
std::string blanks_folded(std::string_view text);

/// What is wrong with the names that an object depends on, one sentence each.
std::vector<std::string> dependency_faults(const std::vector<std::string>& names);

}  // namespace retort::script
