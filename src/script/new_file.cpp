#include "script/new_file.hpp"

#include "errors/script.hpp"
#include "script/fresh.hpp"
#include "script/slug.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <boost/filesystem.hpp>

#include <cerrno>
#include <cstdio>
#include <string_view>
#include <system_error>

namespace retort::script {
namespace {

namespace fs = boost::filesystem;

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = write(file, text.data(), text.size());
        if (count < 0 && errno != EINTR) {
            return false;
        }
        text.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return fsync(file) == 0;
}

void write_file(const std::string& path, const std::string& text) {
    errno = 0;
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool written = file >= 0 && write_all(file, text);
    int reason = errno;
    if (file >= 0 && close(file) != 0 && written) {
        written = false;
        reason = errno;
    }
    if (!written) {
        std::remove(path.c_str());
        throw errors::unwritable(path, std::generic_category().message(reason));
    }
}

/// Gives a file its final name unless that name is taken.
void publish(const std::string& temporary, const std::string& path) {
    boost::system::error_code error;
    fs::create_hard_link(temporary, path, error);
    if (error && error != boost::system::errc::file_exists && !fs::exists(path)) {
        fs::rename(temporary, path, error);  // a file system without hard links
    }
    boost::system::error_code ignored;
    fs::remove(temporary, ignored);
    if (error == boost::system::errc::file_exists) {
        throw errors::script_exists(path);
    }
    if (error) {
        throw errors::unwritable(path, error.message());
    }
}

std::string hidden_name(const fs::path& folder, const std::string& name) {
    return (folder / ("." + name + "." + random_id() + ".new")).string();
}

void sync_folder(const std::string& path) {
    const int folder = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        fsync(folder);
        close(folder);
    }
}

}  // namespace

std::string file_name(const std::string& id, const std::string& message) {
    const std::string slug = slug_of(message.substr(0, message.find('\n')));
    return id + (slug.empty() ? "" : "_" + slug) + ".sql";
}

void make_folder(const std::string& path) {
    boost::system::error_code error;
    fs::create_directories(path, error);
    if (error) {
        throw errors::unwritable(path, error.message());
    }
}

std::string publish_file(const std::string& folder, const std::string& name,
                         const std::string& text) {
    std::string path = (fs::path(folder) / name).string();
    const std::string temporary = hidden_name(folder, name);
    write_file(temporary, text);
    publish(temporary, path);
    sync_folder(folder);
    return path;
}

void replace_file(const std::string& path, const std::string& text) {
    const fs::path file(path);
    const std::string folder = file.parent_path().string();
    const std::string temporary = hidden_name(folder, file.filename().string());
    write_file(temporary, text);
    boost::system::error_code error;
    fs::rename(temporary, file, error);
    if (error) {
        boost::system::error_code ignored;
        fs::remove(temporary, ignored);
        throw errors::unwritable(path, error.message());
    }
    sync_folder(folder);
}

void remove_file(const std::string& path) {
    boost::system::error_code error;
    fs::remove(path, error);
    if (error) {
        throw errors::unwritable(path, error.message());
    }
}

}  // namespace retort::script
