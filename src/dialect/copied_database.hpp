#pragma once

#include "dialect/database.hpp"
#include "dialect/scratch_database.hpp"
#include "script/new_folder.hpp"

#include <retort/backup.hpp>

#include <memory>
#include <optional>
#include <string>

namespace retort::dialect {

/// A database with all that is in another one, dropped with its owner.
class CopiedDatabase {
public:
    /// Made by a backup. On SQLite a file.
    CopiedDatabase(const DatabasePlace& place, const Scratch& scratch, BackupRequest request,
                   const Patience& patience);
    /// Made by the server out of what its place says.
    CopiedDatabase(const DatabasePlace& place, const Patience& patience);
    CopiedDatabase(const CopiedDatabase&) = delete;
    CopiedDatabase& operator=(const CopiedDatabase&) = delete;
    ~CopiedDatabase();

    soci::session& session() noexcept { return scratch_ ? scratch_->session() : *session_; }
    /// A second one, for looking on.
    soci::session& onlooker() noexcept { return *onlooker_; }

private:
    std::optional<script::TemporaryFolder> folder_;
    std::optional<ScratchDatabase> scratch_;
    // Without scratch.
    std::unique_ptr<soci::session> server_;
    std::string name_;
    std::unique_ptr<soci::session> session_;
    std::unique_ptr<soci::session> onlooker_;
};

}  // namespace retort::dialect
