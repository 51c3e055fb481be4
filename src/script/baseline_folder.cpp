#include "script/baseline_folder.hpp"

#include "errors/script.hpp"
#include "errors/squash.hpp"
#include "script/folder.hpp"
#include "script/new_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <boost/filesystem.hpp>

#include <cerrno>
#include <fstream>
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

void move_file(const fs::path& file, const fs::path& to) {
    boost::system::error_code error;
    fs::create_directories(to.parent_path(), error);
    check(error, to.parent_path());
    if (fs::exists(to)) {
        throw errors::script_exists(to.string());
    }
    fs::rename(file, to, error);
    check(error, to);
}

fs::path path_below(const fs::path& folder, const fs::path& file) {
    boost::system::error_code error;
    fs::path below = fs::relative(file, folder, error);
    check(error, file);
    return below;
}

/// Into the archive, under the path that it has below the folder.
void archive(const fs::path& folder, const fs::path& file) {
    const fs::path below = path_below(folder, file);
    if (*below.begin() != archive_folder) {
        move_file(file, folder / archive_folder / below);
    }
}

/// And back.
void take_out(const fs::path& folder, const fs::path& file) {
    const fs::path archived = folder / archive_folder;
    const fs::path below = path_below(folder, file);
    if (*below.begin() == archive_folder) {
        move_file(file, folder / path_below(archived, file));
    }
}

/// What is thrown away again need not reach the disk, which fs::copy_file() waits for.
void write_copy(const fs::path& from, const fs::path& to) {
    std::ofstream file(to.string(), std::ios::binary);
    file << read_file(from.string());
    file.close();
    if (!file) {
        throw errors::unwritable(to.string(), std::generic_category().message(errno));
    }
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
            check(error, target);
        } else {
            write_copy(entry->path(), target);
        }
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

StagedFolder::StagedFolder(const std::string& folder) {
    copy_folder(folder, path());
}

std::vector<std::string> StagedFolder::moved(std::vector<std::string> files,
                                             const std::string& folder) const {
    for (std::string& file : files) {
        file = (fs::path(path()) / path_below(folder, file)).string();
    }
    return files;
}

NewBaseline StagedFolder::moved(const NewBaseline& baseline) const {
    return {path(), baseline.name, baseline.text, moved(baseline.archived, baseline.folder)};
}

OldBaseline StagedFolder::moved(const OldBaseline& baseline) const {
    return {path(), moved({baseline.path}, baseline.folder).front(), baseline.stub,
            moved(baseline.archived, baseline.folder)};
}

std::string publish(const NewBaseline& baseline) {
    std::string path = publish_file(baseline.folder, baseline.name, baseline.text);
    for (const std::string& file : baseline.archived) {
        archive(baseline.folder, file);
    }
    return path;
}

void restore(const OldBaseline& baseline) {
    for (const std::string& file : baseline.archived) {
        take_out(baseline.folder, file);
    }
    replace_file(baseline.path, baseline.stub);
}

}  // namespace retort::script
