#pragma once

#include <boost/filesystem.hpp>

#include <fstream>
#include <string>

namespace retort_test {

/// A folder that goes away with its content.
class TemporaryFolder {
public:
    TemporaryFolder()
        : path_(boost::filesystem::temp_directory_path() /
                boost::filesystem::unique_path("retort-%%%%-%%%%-%%%%")) {
        boost::filesystem::create_directories(path_);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        boost::system::error_code ignored;
        boost::filesystem::remove_all(path_, ignored);
    }

    std::string path() const { return path_.string(); }
    std::string file(const std::string& name) const { return (path_ / name).string(); }

    void link(const std::string& target, const std::string& name) const {
        boost::filesystem::create_symlink(target, path_ / name);
    }

    /// Makes the folders on the way. @returns the file's path
    std::string write(const std::string& name, const std::string& text) const {
        boost::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(file(name), std::ios::binary) << text;
        return file(name);
    }

private:
    boost::filesystem::path path_;
};

}  // namespace retort_test
