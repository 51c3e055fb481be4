#pragma once

#include <retort/error.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Sentences about replaceable objects.
namespace retort::errors {

/// One fault of an object file each, as in errors/script.hpp. `object` is its kind and name.
std::string object_directive_in_script(std::string_view name);
std::string script_directive_in_object(std::string_view name);
std::string no_object_section_word(std::string_view word);
std::string no_object();
std::string statement_before_object();
std::string statement_before_create();
std::string not_a_kept_object();
std::string invalid_object_name(std::string_view kind, std::string_view name,
                                std::string_view dialect);
std::string invalid_dependency(std::string_view name);
std::string nothing_created(std::string_view object);
/// @param dialect for which no statement creates it
std::string object_not_created(std::string_view object, std::string_view dialect);
std::string creates_another(std::string_view object, std::string_view made);
std::string created_twice(std::string_view object, int first_line);
std::string directive_in_text();

/// @param path each object uses the next, the last one the first
ScriptError object_cycle(const std::vector<std::string>& path);

}  // namespace retort::errors
