#pragma once

#include <retort/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Sentences about script files. Those that return a string are one fault of a file; its place is
/// put before them by script_faults().
namespace retort::errors {

struct ScriptFault {
    int line = 0;
    std::string sentence;
};

/// Every fault of one file. @pre !faults.empty()
ScriptError script_faults(const std::string& path, const std::string& revision,
                          const std::vector<ScriptFault>& faults);
/// The faults of several files as one error. @pre !all.empty()
ScriptError joined(const std::vector<ScriptError>& all);

std::string nul_byte();
std::string not_utf8();
std::string no_revision();
std::string no_upgrade();
std::string statement_before_section();
std::string statement_after_irreversible();
std::string not_a_kept_section();

/// @param spelling the directive as it should be written
std::string nearly_directive(const std::string& spelling);
std::string directive_within_line(const std::string& spelling);
std::string unknown_directive(std::string_view name, const std::vector<std::string>& known);
std::string unknown_section_word(std::string_view word, const std::vector<std::string>& known);
std::string section_word_twice(std::string_view word);

std::string directive_twice(std::string_view name, int first_line);
std::string header_directive_in_section(std::string_view name);
std::string section_after_irreversible(std::string_view name, int irreversible_line);
std::string irreversible_with_downgrade(int downgrade_line);

std::string nothing_named(std::string_view directive);
std::string invalid_name(std::string_view name, std::string_view what_is_wrong);
std::string more_than_one_id();
std::string name_twice(std::string_view name, std::string_view directive);
std::string invalid_timestamp(std::string_view written);
std::string invalid_object(std::string_view directive, std::string_view form);
std::string unknown_kind(std::string_view kind);
std::string invalid_replaces();

std::string client_command(std::string_view line);
std::string client_variable(std::string_view written);
std::string use_without_end(std::string_view line);
std::string copy_from_stdin();
std::string never_closed(int directive_line);
std::string boundary_depends_on_dialect();

Error unreadable(const std::string& path, std::string_view reason);
Error unwritable(const std::string& path, std::string_view reason);
Error script_exists(const std::string& path);

UsageError new_name_invalid(std::string_view name, std::string_view what_is_wrong);
UsageError new_name_taken(std::string_view name, std::string_view by, const std::string& path);
UsageError new_name_archived(std::string_view name, std::string_view baseline,
                             const std::string& path);
UsageError new_name_twice(std::string_view name);
UsageError new_needs_unknown(std::string_view name, const std::vector<std::string>& near);
UsageError new_message_invalid(const ScriptError& error);

}  // namespace retort::errors
