#pragma once

#include <retort/error.hpp>
#include <retort/objects.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Sentences about replaceable objects and the database.
namespace retort::errors {

// What a program knows of objects does not fit together.
ScriptError object_name_invalid(const std::string& file, int line, ObjectKind kind,
                                const std::string& name, Dialect dialect);
ScriptError object_twice(const std::string& file, int line, const std::string& name,
                         const std::string& other_file);
ScriptError object_dependency_unknown(const std::string& file, int line, const std::string& name,
                                      const std::string& dependency);

// Why an object is not in sync; sentences.
std::string object_without_file();
std::string object_made_by_others();
std::string object_made_by_scripts();
std::string object_never_made();
std::string object_left_out();
std::string object_gone();
std::string object_ahead();
std::string object_invalid(const std::string& reason);
std::string object_file_changed();
std::string object_altered();
std::string object_interrupted();

std::string object_problem(const std::string& object, const std::string& state,
                           const std::string& reason);

// In all of these `object` is as in `view gene_scores`.
DatabaseError object_not_made(const std::string& file);
DatabaseError object_unusable(const std::string& file, const std::string& reason);
/// An error with the object's name and what to do now before the cause; its facts are the cause's.
DatabaseError object_failed(const std::string& object, const Error& cause);
DatabaseError object_not_dropped(const std::string& object, const Error& cause);
DatabaseError object_of_others_lost(const std::string& object, const std::string& reason);
ScriptError script_defines_object(const std::string& file, int line, std::string_view statement,
                                  const std::string& object);
ScriptError uses_unknown_object(const std::string& file, int line, const std::string& object);
UsageError no_such_object(const std::string& name, const std::vector<std::string>& known);
DatabaseError objects_changed_meanwhile();

std::string object_left_out_warning(const std::string& object, const std::string& reason);
std::string object_kept_warning(const std::string& object, const std::string& reason);
std::string object_ahead_warning(const std::string& object);
std::string object_made_by_others_warning(const std::string& object);

}  // namespace retort::errors
