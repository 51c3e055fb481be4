#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace retort_benchmark {

template <class Work>
double milliseconds(Work&& work) {
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began)
        .count();
}

/// One thing, measured again and again.
class Samples {
public:
    void add(double value) { values_.push_back(value); }

    double minimum() const { return *std::min_element(values_.begin(), values_.end()); }

    double median() const {
        auto sorted = values_;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        return *middle;
    }

private:
    std::vector<double> values_;
};

/// The numbers on the command line, in place of the usual ones; `--smoke` takes small ones.
inline std::vector<std::size_t> sizes(int argc, char** argv, std::vector<std::size_t> usual,
                                      std::vector<std::size_t> smoke) {
    if (argc > 1 && std::string(argv[1]) == "--smoke") {
        return smoke;
    }
    for (int i = 1; i < argc && static_cast<std::size_t>(i) <= usual.size(); ++i) {
        usual[static_cast<std::size_t>(i) - 1] = std::stoul(argv[i]);
    }
    return usual;
}

/// A folder of its own below the current one, so that the caller chooses the file system.
class ScratchFolder {
public:
    ScratchFolder() : path_("benchmark-" + std::to_string(::getpid())) {
        std::filesystem::create_directory(path_);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::string file(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

}  // namespace retort_benchmark
