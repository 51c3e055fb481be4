#pragma once

#include <retort/backup.hpp>

#include <string>
#include <string_view>

/// What `backup.txt` says: a line for each fact, and a digest of them all at the end. Pure.
namespace retort::workflow {

constexpr const char* backup_note = "backup.txt";

std::string note_of(const Backup& backup);

/// @param folder where it is
/// @throws Error (kinds `format`, `corrupt`)
Backup parse_note(const std::string& folder, std::string_view text);

}  // namespace retort::workflow
