#include "errors/object_state.hpp"

#include "errors/text.hpp"

#include <fmt/format.h>

namespace retort::errors {
namespace {

ErrorFacts at(const std::string& file, int line, const std::string& statement = {}) {
    ErrorFacts facts;
    facts.file = file;
    facts.line = line;
    facts.statement = statement;
    return facts;
}

std::string begin_at(const std::string& file, int line) {
    return place(file, line) + ": ";
}

}  // namespace

ScriptError object_name_invalid(const std::string& file, int line, ObjectKind kind,
                                const std::string& name, Dialect dialect) {
    return {ErrorKind::script,
            fmt::format("{}'{}' is not the name of a {} on {}. Write it as SQL would, a function "
                        "with its argument types where the database needs them, a trigger as "
                        "'NAME on TABLE'.",
                        begin_at(file, line), name, to_string(kind), to_string(dialect)),
            at(file, line)};
}

ScriptError object_twice(const std::string& file, int line, const std::string& name,
                         const std::string& other_file) {
    return {ErrorKind::script,
            fmt::format("{}'{}' is also the object of {}. Keep one file for each object.",
                        begin_at(file, line), name, other_file),
            at(file, line)};
}

ScriptError object_dependency_unknown(const std::string& file, int line, const std::string& name,
                                      const std::string& dependency) {
    return {ErrorKind::script,
            fmt::format("{}'{}' depends on '{}', which is no object of any file. Tables need not "
                        "be named.",
                        begin_at(file, line), name, dependency),
            at(file, line)};
}

std::string object_without_file() {
    return "there is no file for it";
}
std::string object_made_by_others() {
    return "it exists, and Retort did not make it";
}
std::string object_made_by_scripts() {
    return "the scripts of a squashed range made it, and the next upgrade takes it over";
}
std::string object_never_made() {
    return "it was not made yet";
}
std::string object_left_out() {
    return "it could not be made where the schema was then";
}
std::string object_gone() {
    return "the database has not got it any more";
}
std::string object_ahead() {
    return "this database has had the file's text before, and holds a newer one";
}
std::string object_invalid(const std::string& reason) {
    return "it cannot be used: " + reason;
}
std::string object_file_changed() {
    return "its file has changed";
}
std::string object_altered() {
    return "it is not what it was when it was made";
}

std::string object_interrupted() {
    return "a run was interrupted while it was made";
}

std::string object_problem(const std::string& object, const std::string& state,
                           const std::string& reason) {
    return fmt::format("The {} is {}: {}.", object, state == "in_sync" ? "in sync" : state, reason);
}

DatabaseError object_not_made(const std::string& file) {
    return {ErrorKind::object,
            fmt::format("{} ran without an error, and the object is not there.", file),
            at(file, 0)};
}

DatabaseError object_unusable(const std::string& file, const std::string& reason) {
    return {ErrorKind::object, fmt::format("What {} makes cannot be used: {}.", file, reason),
            at(file, 0)};
}

DatabaseError object_failed(const std::string& object, const Error& cause) {
    return {ErrorKind::object,
            fmt::format("The {} cannot be made where the schema is now. {} Correct its file and "
                        "run again.",
                        object, cause.what()),
            cause.facts()};
}

DatabaseError object_not_dropped(const std::string& object, const Error& cause) {
    return {ErrorKind::object,
            fmt::format("The {} cannot be dropped: {} Nothing is ever dropped along with it.",
                        object, cause.what()),
            cause.facts()};
}

DatabaseError object_of_others_lost(const std::string& object, const std::string& reason) {
    return {ErrorKind::object,
            fmt::format("The {}, which Retort did not make, was in the way and cannot be made "
                        "again: {} Drop it, or change it so that it can be.",
                        object, reason)};
}

ScriptError script_defines_object(const std::string& file, int line, std::string_view statement,
                                  const std::string& object) {
    return {ErrorKind::script,
            fmt::format("{}this statement is about the {}, which is managed by a file of its own: "
                        "{}\nChange that file instead. Nothing was run.",
                        begin_at(file, line), object, shortened(statement)),
            at(file, line, shortened(statement))};
}

ScriptError uses_unknown_object(const std::string& file, int line, const std::string& object) {
    return {ErrorKind::script,
            fmt::format("{}the script uses the {}, and there is no file for it.",
                        begin_at(file, line), object),
            at(file, line)};
}

UsageError no_such_object(const std::string& name, const std::vector<std::string>& known) {
    const auto near = nearest(name, known);
    return {ErrorKind::usage,
            fmt::format(
                "There is no replaceable object '{}'.{}", name,
                near.empty() ? std::string() : fmt::format(" Did you mean '{}'?", near.front()))};
}

DatabaseError objects_changed_meanwhile() {
    return {ErrorKind::database,
            "Somebody else changed the recorded state while the objects were being made. Run again "
            "to see what is left to do."};
}

std::string object_left_out_warning(const std::string& object, const std::string& reason) {
    return fmt::format(
        "The {} is left out: it cannot be made where the schema is now. {} The next run that can "
        "makes it.",
        object, reason);
}

std::string object_kept_warning(const std::string& object, const std::string& reason) {
    return fmt::format(
        "The {} keeps its recorded text: that of its file cannot be made where the schema is now. "
        "{}",
        object, reason);
}

std::string object_ahead_warning(const std::string& object) {
    return fmt::format(
        "The {} is left alone: this database has had the file's text before, and holds a newer "
        "one. `objects sync` applies the file.",
        object);
}

std::string object_made_by_others_warning(const std::string& object) {
    return fmt::format(
        "The {} is left alone: it exists, Retort did not make it, and it differs from its file. "
        "`objects diff` shows both, `objects sync --adopt` replaces it.",
        object);
}

}  // namespace retort::errors
