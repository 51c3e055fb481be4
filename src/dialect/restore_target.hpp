#pragma once

#include "dialect/database.hpp"

#include <retort/backup.hpp>

#include <memory>
#include <string>

namespace retort::dialect {

/// Where a backup is loaded: into the database that it is for, or into one beside it. What it made
/// is dropped with it, unless it was taken over.
class RestoreTarget {
public:
    /// @param replace a database that is not empty is to be given up for it
    /// @param limit how long to wait until nobody is connected to that
    /// @throws DatabaseError for one otherwise
    RestoreTarget(const DatabasePlace& place, bool replace, Patience patience,
                  std::chrono::milliseconds limit);
    RestoreTarget(const RestoreTarget&) = delete;
    RestoreTarget& operator=(const RestoreTarget&) = delete;
    ~RestoreTarget();

    /// @throws DatabaseError that says so where what was loaded until then stays
    void load(const std::string& file);
    /// To see what was loaded.
    std::unique_ptr<Database> open();
    /// Makes what was loaded the database.
    /// @param file that was
    void take_over(const std::string& file);

private:
    void choose_on_server(bool replace);
    bool is_there();
    void make(const std::string& name);
    void rename();
    void drop(const std::string& name) noexcept;
    void run(const std::string& statement);
    std::string quoted(const std::string& name) const;

    const DatabasePlace& place_;
    Patience patience_;
    std::chrono::milliseconds limit_;
    std::unique_ptr<soci::session> server_;  ///< with another database of it
    std::unique_ptr<soci::session> session_;
    std::string beside_;  ///< the name of the one beside it; empty: none
    bool is_there_ = false;
    bool is_done_ = false;  ///< nothing is to be taken back
};

}  // namespace retort::dialect
