#pragma once

#include "script/name_reader.hpp"
#include "script/object.hpp"

#include <string_view>

namespace retort::script {

bool is_routine(ObjectKind kind) noexcept;

/// A view's or routine's name with its arguments, or a trigger's; their name is empty when there
/// is none. Goes on behind it.
ObjectId take_object_name(NameReader& words, ObjectKind kind);

/// Takes the table of a trigger, behind its ON.
void take_table(NameReader& words, ObjectId& trigger);

}  // namespace retort::script
