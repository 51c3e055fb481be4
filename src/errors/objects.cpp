#include "errors/objects.hpp"

#include "errors/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::errors {
namespace {

/// How the name of such an object is written.
std::string_view form_of(std::string_view kind) {
    if (kind == "trigger") {
        return "NAME on TABLE";
    }
    return kind == "function" || kind == "procedure" ? "NAME(TYPE, ...)" : "NAME or SCHEMA.NAME";
}

}  // namespace

std::string object_directive_in_script(std::string_view name) {
    return fmt::format(
        "'retort:{}' belongs to the file of a replaceable object, and this is a revision script. "
        "Remove the line, or move the object to a file of its own below the objects folder.",
        name);
}

std::string script_directive_in_object(std::string_view name) {
    return fmt::format(
        "'retort:{}' belongs to a revision script, and this is the file of a replaceable object. "
        "Remove the line, or move the revision to a file of its own below the scripts folder.",
        name);
}

std::string no_object_section_word(std::string_view word) {
    if (word == "no_transaction" || word == "foreign_keys") {
        return fmt::format(
            "'{}' is for revision scripts: an object is always made within the "
            "transaction of its run. Remove it.",
            word);
    }
    const auto near = nearest(word, {"sqlite", "postgresql", "mysql"}, 1);
    return fmt::format("{} is no dialect.{}", in_quotes(word),
                       near.empty() ? " Dialects are sqlite, postgresql and mysql (which includes "
                                      "MariaDB)."
                                    : fmt::format(" Did you mean '{}'?", near.front()));
}

std::string no_object() {
    return "there is no line '-- retort:object KIND NAME'. Add one at the beginning of the file.";
}

std::string statement_before_object() {
    return "this statement stands before the line '-- retort:object KIND NAME'. Move it below that "
           "line.";
}

std::string statement_before_create() {
    return "this statement stands before the first section. Put the line '-- retort:create' above "
           "it.";
}

std::string not_a_kept_object() {
    return "only create and drop sections are expected here. The recorded text was changed by "
           "hand, or by a newer version of Retort.";
}

std::string invalid_object_name(std::string_view kind, std::string_view name,
                                std::string_view dialect) {
    return fmt::format(
        "{} is not the name of a {} in {}. Write it as {}, in the quotes of that "
        "dialect where it needs them.",
        in_quotes(name), kind, dialect, form_of(kind));
}

std::string invalid_dependency(std::string_view name) {
    return fmt::format(
        "{} is not the name of an object. Write each as in its own file, with "
        "commas between them.",
        in_quotes(name));
}

std::string nothing_created(std::string_view object) {
    return fmt::format("there is no statement that creates the {}. Write one below the header.",
                       object);
}

std::string object_not_created(std::string_view object, std::string_view dialect) {
    return fmt::format(
        "for {} no statement creates the {}. Correct the statement, or the line "
        "'-- retort:object'.",
        dialect, object);
}

std::string creates_another(std::string_view object, std::string_view made) {
    return fmt::format(
        "this statement creates the {}, and the file is that of the {}. Correct one "
        "of them, or move the statement to a file of its own.",
        made, object);
}

std::string created_twice(std::string_view object, int first_line) {
    return fmt::format(
        "this statement creates the {} again, which line {} creates. Remove one of "
        "the two.",
        object, first_line);
}

std::string directive_in_text() {
    return "this line is a directive, and the text of an object written in C++ has none. Make a "
           "Section of what follows it.";
}

ScriptError object_cycle(const std::vector<std::string>& path) {
    return {ErrorKind::script,
            fmt::format("the objects {}{} form a cycle: each uses the next. Change one of them so "
                        "that it does without the next.",
                        arrows(path), path.front())};
}

}  // namespace retort::errors
