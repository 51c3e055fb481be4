#include "script/new_folder.hpp"

#include "errors/backup.hpp"
#include "errors/script.hpp"
#include "script/sha256.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <boost/filesystem.hpp>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <system_error>

namespace retort::script {
namespace {

namespace fs = boost::filesystem;

constexpr const char* hidden_end = ".unfinished-";

std::string last_reason() {
    return std::generic_category().message(errno);
}

int open_folder(const std::string& path) {
    return open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

std::string made_folder(std::string pattern) {
    pattern += "XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) {
        throw errors::unwritable(pattern, last_reason());
    }
    return pattern;
}

void remove_folder(const std::string& path) noexcept {
    boost::system::error_code ignored;
    fs::remove_all(path, ignored);
}

void sync(const fs::path& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool is_written = file >= 0 && fsync(file) == 0;
    const std::string reason = last_reason();
    if (file >= 0) {
        close(file);
    }
    if (!is_written) {
        throw errors::unwritable(path.string(), reason);
    }
}

/// Those of `path` that nobody holds.
void remove_unfinished(const fs::path& parent, const std::string& stem) {
    boost::system::error_code error;
    for (fs::directory_iterator entry(parent, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.compare(0, stem.size(), stem) != 0) {
            continue;
        }
        const int left = open_folder(entry->path().string());
        if (left >= 0 && flock(left, LOCK_EX | LOCK_NB) == 0) {
            remove_folder(entry->path().string());
        }
        if (left >= 0) {
            close(left);
        }
    }
}

void read_all(const std::string& path, const std::function<void(std::string_view)>& take) {
    errno = 0;
    std::ifstream stream(path, std::ios::binary);
    std::array<char, 65536> buffer{};
    while (stream && errno == 0) {
        stream.read(buffer.data(), buffer.size());
        take({buffer.data(), static_cast<std::size_t>(stream.gcount())});
    }
    if (!stream.eof()) {
        throw errors::unreadable(path, last_reason());
    }
}

}  // namespace

NewFolder::NewFolder(const std::string& path) {
    boost::system::error_code error;
    const fs::path absolute = fs::absolute(path);
    path_ = (absolute.filename() == "." ? absolute.parent_path() : absolute).string();
    const fs::path folder(path_);
    if (fs::exists(folder, error) && !(fs::is_directory(folder, error) && fs::is_empty(folder))) {
        throw errors::folder_is_taken(path);
    }
    const std::string stem = "." + folder.filename().string() + hidden_end;
    remove_unfinished(folder.parent_path(), stem);
    hidden_ = made_folder((folder.parent_path() / stem).string());
    claim_ = open_folder(hidden_);
    if (claim_ >= 0) {
        flock(claim_, LOCK_EX | LOCK_NB);
    }
}

NewFolder::~NewFolder() {
    if (!hidden_.empty()) {
        remove_folder(hidden_);
    }
    if (claim_ >= 0) {
        close(claim_);
    }
}

void NewFolder::publish() {
    for (const fs::directory_entry& file : fs::directory_iterator(hidden_)) {
        sync(file.path());
    }
    sync(hidden_);
    boost::system::error_code error;
    fs::rename(hidden_, path_, error);
    if (error) {
        throw errors::unwritable(path_, error.message());
    }
    hidden_.clear();
    sync(fs::path(path_).parent_path());
}

TemporaryFolder::TemporaryFolder()
    : path_(made_folder((fs::temp_directory_path() / "retort-").string())) {}

TemporaryFolder::~TemporaryFolder() {
    remove_folder(path_);
}

FileDigest digest_of_file(const std::string& path) {
    FileDigest digest;
    Sha256 sha;
    read_all(path, [&](std::string_view bytes) {
        digest.bytes += bytes.size();
        sha.add(bytes);
    });
    digest.sha256 = hex(sha.finish());
    return digest;
}

bool is_file(const std::string& path) {
    boost::system::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

}  // namespace retort::script
