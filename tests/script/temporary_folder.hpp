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
                boost::filesystem::unique_path("retort-%%%%%%%%%%%%")) {
        boost::filesystem::create_directories(path_);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        boost::system::error_code ignored;
        boost::filesystem::remove_all(path_, ignored);
    }

    std::string path() const { return path_.string(); }

    /// Makes the folders on the way.
    void write(const std::string& name, const std::string& text) const {
        const boost::filesystem::path file = path_ / name;
        boost::filesystem::create_directories(file.parent_path());
        std::ofstream(file.string(), std::ios::binary) << text;
    }

    void link(const std::string& target, const std::string& name) const {
        boost::filesystem::create_symlink(target, path_ / name);
    }

private:
    boost::filesystem::path path_;
};

}  // namespace retort_test
