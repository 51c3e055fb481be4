#pragma once

#include <cstdint>
#include <string>

namespace retort::script {

/// A folder that is there whole or not at all. It is filled under a hidden name beside its own, and
/// nobody but its owner can read it.
class NewFolder {
public:
    /// Removes what others that were killed left of the same folder.
    /// @throws Error (kind `io`) also where there is something of that name, but for an empty
    /// folder
    explicit NewFolder(const std::string& path);
    NewFolder(const NewFolder&) = delete;
    NewFolder& operator=(const NewFolder&) = delete;
    /// Removes it, unless it was published.
    ~NewFolder();

    /// Where to fill it.
    const std::string& path() const noexcept { return hidden_; }
    /// Gives it its name when all of it is on the disk. @throws Error (kind `io`)
    void publish();

private:
    std::string path_;
    std::string hidden_;
    int claim_ = -1;
};

/// A folder for files that others may not read, removed with its owner.
class TemporaryFolder {
public:
    /// @throws Error (kind `io`)
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();

    const std::string& path() const noexcept { return path_; }

private:
    std::string path_;
};

struct FileDigest {
    std::uint64_t bytes = 0;
    std::string sha256;  ///< 64 hexadecimal digits

    friend bool operator==(const FileDigest& a, const FileDigest& b) {
        return a.bytes == b.bytes && a.sha256 == b.sha256;
    }
};
/// @throws Error (kind `io`)
FileDigest digest_of_file(const std::string& path);

bool is_file(const std::string& path);

}  // namespace retort::script
