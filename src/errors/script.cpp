#include "errors/script.hpp"

#include "errors/text.hpp"

#include <fmt/format.h>

namespace retort::errors {
namespace {

std::vector<std::string> quoted(std::vector<std::string> words, std::string_view prefix = "") {
    for (std::string& word : words) {
        word = fmt::format("'{}{}'", prefix, word);
    }
    return words;
}

}  // namespace

ScriptError script_faults(const std::string& path, const std::string& revision,
                          const std::vector<ScriptFault>& faults) {
    std::string message;
    for (const ScriptFault& fault : faults) {
        message += fmt::format("{}{}: {}", message.empty() ? "" : "\n", place(path, fault.line),
                               fault.sentence);
    }
    ErrorFacts facts;
    facts.revision = revision;
    facts.file = path;
    facts.line = faults.front().line;
    return {ErrorKind::script, message, facts};
}

ScriptError joined(const std::vector<ScriptError>& all) {
    std::string message;
    for (const ScriptError& error : all) {
        message += fmt::format("{}{}", message.empty() ? "" : "\n", error.what());
    }
    return {all.front().kind(), message, all.front().facts()};
}

std::string nul_byte() {
    return "there is a NUL byte. Save the file as UTF-8 text.";
}

std::string not_utf8() {
    return "this line is not valid UTF-8. Save the file as UTF-8 text.";
}

std::string no_revision() {
    return "there is no line '-- retort:revision ID'. Add one before the first section.";
}

std::string no_upgrade() {
    return "there is no upgrade section. Begin one with the line '-- retort:upgrade'; it may be "
           "empty.";
}

std::string statement_before_section() {
    return "this statement stands before the first section. Put the line '-- retort:upgrade' "
           "above it.";
}

std::string statement_after_irreversible() {
    return "this statement stands behind '-- retort:irreversible' and belongs to no section. "
           "Move it into an upgrade section above that line.";
}

std::string not_a_kept_section() {
    return "only upgrade and downgrade sections are expected here. The recorded text was changed "
           "by hand, or by a newer version of Retort.";
}

std::string nearly_directive(const std::string& spelling) {
    return fmt::format(
        "this is nearly a directive. Write '{}' at the beginning of a line, or choose other "
        "words for the comment.",
        spelling);
}

std::string directive_within_line(const std::string& spelling) {
    return fmt::format(
        "a directive must begin at the beginning of a line. Put '{}' on a line of its own.",
        spelling);
}

std::string unknown_directive(std::string_view name, const std::vector<std::string>& known) {
    const std::string meant = did_you_mean(quoted(nearest(name, known, 1), "retort:"));
    return fmt::format("there is no directive {}.{}", in_quotes("retort:" + std::string(name)),
                       meant.empty() ? fmt::format(" There are {}.", list(known)) : meant);
}

std::string unknown_section_word(std::string_view word, const std::vector<std::string>& known) {
    const std::string meant = did_you_mean(quoted(nearest(word, known, 1)));
    return fmt::format("{} is neither a dialect nor a flag.{}", in_quotes(word),
                       meant.empty() ? " Dialects are sqlite, postgresql and mysql (which includes "
                                       "MariaDB); flags are no_transaction and foreign_keys."
                                     : meant);
}

std::string section_word_twice(std::string_view word) {
    return fmt::format("{} stands here twice. Remove one of them.", in_quotes(word));
}

std::string directive_twice(std::string_view name, int first_line) {
    return fmt::format(
        "'retort:{}' may stand once, and it stands in line {} already. Keep one of them.", name,
        first_line);
}

std::string header_directive_in_section(std::string_view name) {
    return fmt::format("'retort:{}' belongs to the header. Move this line above the first section.",
                       name);
}

std::string section_after_irreversible(std::string_view name, int irreversible_line) {
    return fmt::format(
        "'retort:{}' stands behind 'retort:irreversible' in line {}, which ends the file's "
        "sections. {}",
        name, irreversible_line,
        name == "upgrade" ? "Move this section above that line."
                          : "Remove that line or this section.");
}

std::string irreversible_with_downgrade(int downgrade_line) {
    return fmt::format(
        "the revision cannot be irreversible, because it has a downgrade section in line {}. "
        "Remove that section or this line.",
        downgrade_line);
}

std::string nothing_named(std::string_view directive) {
    return fmt::format("'retort:{}' names nothing. Complete the line or remove it.", directive);
}

std::string invalid_name(std::string_view name, std::string_view what_is_wrong) {
    return fmt::format("{} cannot be an id or a branch label: it {}. Choose another name.",
                       in_quotes(name), what_is_wrong);
}

std::string more_than_one_id() {
    return "'retort:revision' takes one id. Parents are named by 'retort:down_revision'.";
}

std::string name_twice(std::string_view name, std::string_view directive) {
    return fmt::format("'retort:{}' names {} twice. Remove one of them.", directive,
                       in_quotes(name));
}

std::string invalid_timestamp(std::string_view written) {
    return fmt::format(
        "{} is not an ISO 8601 time. Write it like 2025-09-25T10:11:12Z, or remove the line.",
        in_quotes(written));
}

std::string invalid_object(std::string_view directive, std::string_view form) {
    return fmt::format("this line is not complete. Write it as '-- retort:{} {}'.", directive,
                       form);
}

std::string unknown_kind(std::string_view kind) {
    static const std::vector<std::string> known = {"view", "materialized_view", "function",
                                                   "procedure", "trigger"};
    return fmt::format("{} is no kind of replaceable object.{} There are {}.", in_quotes(kind),
                       did_you_mean(quoted(nearest(kind, known, 1))), list(known));
}

std::string invalid_replaces() {
    return "'retort:replaces' needs an id and a checksum (sha256: and 64 hexadecimal digits) for "
           "each revision, as 'squash' writes them. Restore the line from the squash.";
}

std::string client_command(std::string_view line) {
    return fmt::format(
        "{} is a command of the database's client, which no server understands. Replace it by SQL.",
        in_quotes(line));
}

std::string client_variable(std::string_view written) {
    return fmt::format(
        "{} is a variable of psql, which no server understands. Write its value into the script.",
        in_quotes(written));
}

std::string use_without_end(std::string_view line) {
    return fmt::format(
        "{} ends with its line only in the database's client, and the server would read on. Put a "
        "';' behind it.",
        in_quotes(line));
}

std::string copy_from_stdin() {
    return "COPY ... FROM STDIN reads rows from a client, and a script has none. Write INSERT "
           "statements instead.";
}

std::string never_closed(int directive_line) {
    return fmt::format(
        "the quote, comment or body that begins here is never closed, so that the directive in "
        "line {} would be a part of it. Close it. If it is none in your dialect, name the dialect "
        "in the line that begins the section.",
        directive_line);
}

std::string boundary_depends_on_dialect() {
    return "some dialects read this line as a directive, and others as a part of the text around "
           "it. Write a section for each dialect, and name the dialect in the line that begins it.";
}

Error unreadable(const std::string& path, std::string_view reason) {
    ErrorFacts facts;
    facts.file = path;
    return {
        ErrorKind::io,
        fmt::format("{}: cannot be read: {}. Check the path and its permissions.", path, reason),
        facts};
}

Error unwritable(const std::string& path, std::string_view reason) {
    ErrorFacts facts;
    facts.file = path;
    return {ErrorKind::io,
            fmt::format("{}: cannot be written: {}. Check the folder and its permissions.", path,
                        reason),
            facts};
}

Error script_exists(const std::string& path) {
    ErrorFacts facts;
    facts.file = path;
    return {ErrorKind::io,
            fmt::format("{}: a file of this name exists, and is left as it is. Choose another id "
                        "or message.",
                        path),
            facts};
}

UsageError new_name_invalid(std::string_view name, std::string_view what_is_wrong) {
    return {ErrorKind::usage, invalid_name(name, what_is_wrong)};
}

UsageError new_name_taken(std::string_view name, std::string_view by, const std::string& path) {
    return {ErrorKind::usage,
            fmt::format("{} is taken: {} has that id or branch label ({}). Choose another name.",
                        in_quotes(name), in_quotes(by), path)};
}

UsageError new_name_archived(std::string_view name, std::string_view baseline,
                             const std::string& path) {
    return {ErrorKind::usage, fmt::format("{} is taken: baseline {} stands for it ({}). Choose "
                                          "another name.",
                                          in_quotes(name), in_quotes(baseline), path)};
}

UsageError new_name_twice(std::string_view name) {
    return {ErrorKind::usage, fmt::format("{} is given twice to the new revision. Ids and branch "
                                          "labels share one namespace: choose another name.",
                                          in_quotes(name))};
}

UsageError new_needs_unknown(std::string_view name, const std::vector<std::string>& near) {
    const std::string meant = did_you_mean(quoted(near));
    return {ErrorKind::target,
            fmt::format("the new revision would need {}, which the scripts do not have.{}",
                        in_quotes(name), meant.empty() ? " Name one of their ids." : meant)};
}

UsageError new_message_invalid(const ScriptError& error) {
    return {ErrorKind::usage,
            fmt::format("the message would not be read as a message. Choose other words.\n{}",
                        error.what())};
}

}  // namespace retort::errors
