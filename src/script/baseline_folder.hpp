#pragma once

#include "script/new_folder.hpp"

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

/// A baseline on its way out of one.
struct OldBaseline {
    std::string folder;                 ///< of the scripts
    std::string path;                   ///< of its file
    std::string stub;                   ///< what is in the file from now on
    std::vector<std::string> archived;  ///< paths of the files that it stood for, in the folder
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

/// A copy of a scripts folder for trying what will become of it, removed with its owner.
class StagedFolder {
public:
    /// @throws Error (kind `io`)
    explicit StagedFolder(const std::string& folder);

    const std::string& path() const noexcept { return folder_.path(); }
    /// The same in this copy of its folder.
    NewBaseline moved(const NewBaseline& baseline) const;
    OldBaseline moved(const OldBaseline& baseline) const;

private:
    std::vector<std::string> moved(std::vector<std::string> files, const std::string& folder) const;

    TemporaryFolder folder_;
};

/// That the baseline's file gets its name is what makes it so: whoever reads the folder before
/// finds the scripts as they were, and afterwards the baseline and, wherever they lie, the scripts
/// that it stands for, which are then moved to `archive`. Killed at any moment, the folder is one
/// of both.
/// @returns the path of the baseline
/// @throws Error (kind `io`)
std::string publish(const NewBaseline& baseline);

/// The scripts are moved out of `archive`, which means nothing as long as the baseline stands for
/// them; that its file becomes the stub is what makes them live. Killed at any moment, the folder
/// is one of both.
/// @throws Error (kind `io`), where a file is in the way too
void restore(const OldBaseline& baseline);

}  // namespace retort::script
