#pragma once

#include "support/server.hpp"
#include "support/temporary_folder.hpp"

#include <optional>
#include <string>
#include <vector>

namespace retort_test {

/// A new empty database of `sqlite` or `postgresql`, looked at through that dialect's own client.
class StoryDatabase {
public:
    explicit StoryDatabase(const std::string& dialect);

    const std::string& url() const noexcept { return url_; }
    bool is_sqlite() const noexcept { return !on_server_; }

    /// Any number of statements.
    void run(const std::string& sql) const;

    /// Columns joined by `|`, NULL as `NULL`. A client of its own each time.
    std::vector<std::string> rows(const std::string& sql) const;

    /// Schema and rows of everything but the state tables, as the client tells them.
    std::vector<std::string> contents() const;

    /// As the version table has them.
    std::vector<std::string> recorded() const;

private:
    std::vector<std::string> contents_on_server() const;

    TemporaryFolder folder_;
    std::optional<FreshDatabase> on_server_;
    std::string url_;
};

}  // namespace retort_test
