#include "script/baseline_folder.hpp"

#include "errors/script.hpp"
#include "errors/squash.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <boost/filesystem.hpp>

#include <cerrno>
#include <string_view>
#include <system_error>

namespace retort::script {
namespace {

namespace fs = boost::filesystem;

constexpr const char* archive_folder = "archive";
constexpr const char* claim_file = ".squash";

[[noreturn]] void fail(const std::string& path) {
    throw errors::unwritable(path, std::generic_category().message(errno));
}

void check(const boost::system::error_code& error, const fs::path& path) {
    if (error) {
        throw errors::unwritable(path.string(), error.message());
    }
}

/// Written through to the disk.
void write_file(const std::string& path, std::string_view text) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) {
        fail(path);
    }
    bool is_written = true;
    while (is_written && !text.empty()) {
        const ssize_t count = write(file, text.data(), text.size());
        is_written = count > 0 || (count < 0 && errno == EINTR);
        text.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    is_written = is_written && fsync(file) == 0;
    const int reason = errno;
    close(file);
    if (!is_written) {
        errno = reason;
        fail(path);
    }
}

void sync_folder(const std::string& path) {
    const int folder = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        fsync(folder);
        close(folder);
    }
}

/// Into the archive, under the path that it has below the folder.
void archive(const fs::path& folder, const fs::path& file) {
    boost::system::error_code error;
    const fs::path below = fs::relative(file, folder, error);
    check(error, file);
    if (*below.begin() == archive_folder) {
        return;
    }
    const fs::path to = folder / archive_folder / below;
    fs::create_directories(to.parent_path(), error);
    check(error, to.parent_path());
    fs::rename(file, to, error);
    check(error, to);
}

void copy_folder(const fs::path& from, const fs::path& to) {
    boost::system::error_code error;
    fs::create_directories(to, error);
    check(error, to);
    for (fs::recursive_directory_iterator entry(from, error), end; entry != end;
         entry.increment(error)) {
        check(error, from);
        const fs::path target = to / fs::relative(entry->path(), from);
        if (fs::is_directory(entry->status())) {
            fs::create_directories(target, error);
        } else {
            fs::copy_file(entry->path(), target, error);
        }
        check(error, target);
    }
    check(error, from);
}

}  // namespace

FolderClaim::FolderClaim(const std::string& folder) {
    const std::string path = (fs::path(folder) / claim_file).string();
    file_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file_ < 0) {
        fail(path);
    }
    if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
        close(file_);
        throw errors::folder_is_claimed(folder);
    }
}

FolderClaim::~FolderClaim() {
    close(file_);
}

StagedFolder::StagedFolder(const NewBaseline& baseline)
    : path_((fs::temp_directory_path() / fs::unique_path("retort-%%%%-%%%%-%%%%")).string()) {
    try {
        copy_folder(baseline.folder, path_);
        NewBaseline copy = baseline;
        copy.folder = path_;
        for (std::string& file : copy.archived) {
            file = (fs::path(path_) / fs::relative(file, baseline.folder)).string();
        }
        publish(copy);
    } catch (...) {
        boost::system::error_code ignored;
        fs::remove_all(path_, ignored);
        throw;
    }
}

StagedFolder::~StagedFolder() {
    boost::system::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string publish(const NewBaseline& baseline) {
    const fs::path folder(baseline.folder);
    std::string path = (folder / baseline.name).string();
    const std::string unread = (folder / ("." + baseline.name + ".new")).string();
    if (fs::exists(path)) {
        throw errors::script_exists(path);
    }
    write_file(unread, baseline.text);
    boost::system::error_code error;
    fs::rename(unread, path, error);
    check(error, path);
    sync_folder(baseline.folder);
    for (const std::string& file : baseline.archived) {
        archive(folder, file);
    }
    return path;
}

}  // namespace retort::script
