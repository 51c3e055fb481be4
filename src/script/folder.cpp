#include "script/folder.hpp"

#include "errors/script.hpp"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <set>
#include <system_error>

namespace retort::script {
namespace {

namespace fs = boost::filesystem;

using OpenFile = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

std::string reason_of(int error) {
    return std::generic_category().message(error);
}

bool is_script(const std::string& name) {
    constexpr std::string_view extension = ".sql";
    return name.size() > extension.size() &&
           name.compare(name.size() - extension.size(), extension.size(), extension) == 0;
}

/// Finds the scripts below a folder. Each folder is entered once, so links cannot make a loop.
class Walk {
public:
    std::vector<std::string> files;

    void enter(const std::string& folder) {
        boost::system::error_code error;
        const fs::path real = fs::canonical(folder, error);
        if (error) {
            throw errors::unreadable(folder, error.message());
        }
        if (!entered_.insert(real.string()).second) {
            return;
        }
        for (const std::string& name : names_in(folder)) {
            visit(folder, name);
        }
    }

private:
    static std::vector<std::string> names_in(const std::string& folder) {
        boost::system::error_code error;
        std::vector<std::string> names;
        fs::directory_iterator entry(folder, error);
        for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
            names.push_back(entry->path().filename().string());
        }
        if (error) {
            throw errors::unreadable(folder, error.message());
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    void visit(const std::string& folder, const std::string& name) {
        if (name.front() == '.') {
            return;
        }
        const std::string path = folder.back() == '/' ? folder + name : folder + "/" + name;
        boost::system::error_code error;
        const fs::file_status status = fs::status(path, error);
        if (fs::is_directory(status)) {
            enter(path);
        } else if (!is_script(name)) {
            return;
        } else if (fs::is_regular_file(status)) {
            files.push_back(path);
        } else {
            throw errors::unreadable(path, error ? error.message() : "it is not a regular file");
        }
    }

    std::set<std::string> entered_;
};

/// Every script below a folder, as `parse` reads it.
template <class File>
std::vector<File> read_all(const std::string& folder,
                           File (*parse)(std::string_view text, const std::string& path)) {
    Walk walk;
    walk.enter(folder.empty() ? "." : folder);
    std::sort(walk.files.begin(), walk.files.end());
    std::vector<File> files;
    std::vector<ScriptError> faulty;
    for (const std::string& path : walk.files) {
        try {
            files.push_back(parse(read_file(path), path));
        } catch (const ScriptError& error) {
            faulty.push_back(error);
        }
    }
    if (!faulty.empty()) {
        throw errors::joined(faulty);
    }
    return files;
}

/// Not even as a link that leads nowhere.
bool is_absent(const std::string& folder) {
    boost::system::error_code error;
    return fs::symlink_status(folder, error).type() == fs::file_not_found;
}

}  // namespace

std::string read_file(const std::string& path) {
    errno = 0;
    const OpenFile file(std::fopen(path.c_str(), "rb"), &std::fclose);
    if (!file) {
        throw errors::unreadable(path, reason_of(errno));
    }
    std::string text;
    char buffer[65536];
    std::size_t taken = 0;
    while ((taken = std::fread(buffer, 1, sizeof buffer, file.get())) > 0) {
        text.append(buffer, taken);
    }
    if (std::ferror(file.get()) != 0) {
        throw errors::unreadable(path, reason_of(errno));
    }
    return text;
}

std::vector<Script> read_folder(const std::string& folder) {
    return read_all(folder, &parse_script);
}

std::vector<Object> read_object_folder(const std::string& folder) {
    return is_absent(folder) ? std::vector<Object>() : read_all(folder, &parse_object);
}

}  // namespace retort::script
