#include "script/baseline_folder.hpp"

#include "errors/script.hpp"
#include "errors/squash.hpp"
#include "script/new_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <boost/filesystem.hpp>

#include <cerrno>
#include <system_error>

namespace retort::script {
namespace {

namespace fs = boost::filesystem;

constexpr const char* archive_folder = "archive";

void check(const boost::system::error_code& error, const fs::path& path) {
    if (error) {
        throw errors::unwritable(path.string(), error.message());
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

FolderClaim::FolderClaim(const std::string& folder)
    : file_(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (file_ < 0) {
        throw errors::unwritable(folder, std::generic_category().message(errno));
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
    std::string path = publish_file(baseline.folder, baseline.name, baseline.text);
    for (const std::string& file : baseline.archived) {
        archive(baseline.folder, file);
    }
    return path;
}

}  // namespace retort::script
