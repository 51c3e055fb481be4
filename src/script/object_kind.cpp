#include <retort/objects.hpp>

namespace retort {

std::string_view to_string(ObjectKind kind) noexcept {
    switch (kind) {
        case ObjectKind::view:
            return "view";
        case ObjectKind::materialized_view:
            return "materialized_view";
        case ObjectKind::function:
            return "function";
        case ObjectKind::procedure:
            return "procedure";
        case ObjectKind::trigger:
            return "trigger";
    }
    return "";
}

std::optional<ObjectKind> object_kind_named(std::string_view name) noexcept {
    for (const ObjectKind kind :
         {ObjectKind::view, ObjectKind::materialized_view, ObjectKind::function,
          ObjectKind::procedure, ObjectKind::trigger}) {
        if (name == to_string(kind)) {
            return kind;
        }
    }
    return std::nullopt;
}

std::string_view to_string(ObjectState state) noexcept {
    switch (state) {
        case ObjectState::in_sync:
            return "in_sync";
        case ObjectState::changed:
            return "changed";
        case ObjectState::missing:
            return "missing";
        case ObjectState::ahead:
            return "ahead";
        case ObjectState::unmanaged:
            return "unmanaged";
        case ObjectState::invalid:
            return "invalid";
    }
    return "";
}

std::string_view to_string(ObjectStep::Action action) noexcept {
    switch (action) {
        case ObjectStep::Action::create:
            return "create";
        case ObjectStep::Action::replace:
            return "replace";
        case ObjectStep::Action::drop:
            return "drop";
    }
    return "";
}

}  // namespace retort
