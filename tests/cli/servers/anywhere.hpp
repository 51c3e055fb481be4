#pragma once

#include "cli/support.hpp"
#include "support/server.hpp"
#include "support/temporary_folder.hpp"

#include <optional>
#include <string>
#include <vector>

namespace retort_test {

/// A new database of any dialect.
class Anywhere {
public:
    /// @param kind `sqlite`, or of a server
    explicit Anywhere(const std::string& kind);

    std::string url() const;
    /// Schema and rows, as others tell of them.
    std::vector<std::string> contents() const;
    /// Recorded.
    std::vector<std::string> heads() const;
    std::vector<std::string> rows(const std::string& sql) const;
    void run(const std::string& sql) const;

private:
    std::string file() const { return folder_.file("app.db"); }

    TemporaryFolder folder_;
    std::optional<FreshDatabase> database_;
};

}  // namespace retort_test
