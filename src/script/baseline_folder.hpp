#pragma once

#include <string>
#include <vector>

namespace retort::script {

/// A baseline on its way into a scripts folder.
struct NewBaseline {
    std::string folder;                 ///< of the scripts
    std::string name;                   ///< of its file
    std::string text;                   ///< of its file
    std::vector<std::string> archived;  ///< paths of the files that it stands for, in the folder
};

/// One at a time: held by whoever squashes in this folder, until the end of the scope or the
/// process.
class FolderClaim {
public:
    /// @throws Error (kind `locked`) while somebody else has it
    explicit FolderClaim(const std::string& folder);
    FolderClaim(const FolderClaim&) = delete;
    FolderClaim& operator=(const FolderClaim&) = delete;
    ~FolderClaim();

private:
    int file_;
};

/// A copy of the folder as it will be once the baseline is published, removed with its owner.
class StagedFolder {
public:
    /// @throws Error (kind `io`)
    explicit StagedFolder(const NewBaseline& baseline);
    StagedFolder(const StagedFolder&) = delete;
    StagedFolder& operator=(const StagedFolder&) = delete;
    ~StagedFolder();

    const std::string& path() const noexcept { return path_; }

private:
    std::string path_;
};

/// That the baseline's file gets its name is what makes it so: whoever reads the folder before
/// finds the scripts as they were, and afterwards the baseline and, wherever they lie, the scripts
/// that it stands for, which are then moved to `archive`. Killed at any moment, the folder is one
/// of both.
/// @returns the path of the baseline
/// @throws Error (kind `io`)
std::string publish(const NewBaseline& baseline);

}  // namespace retort::script
