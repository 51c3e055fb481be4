#pragma once

#include "database.hpp"
#include "support/object_programs.hpp"

#include <retort/migrator.hpp>

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace retort_test {

/// How a child process ended.
struct Ending {
    bool killed = false;
    bool failed = false;
    std::string kind;  ///< of the error
    std::string what;
    std::vector<std::string> applied;  ///< revisions, as the error or the plan says
};

/// A migration in a child process, which may stop before each statement until it is told to go on.
class Migration {
public:
    enum class Stops { nowhere, before_statements };

    Migration(const Place& place, const retort::Revisions& revisions, retort::Direction direction,
              Stops stops);
    /// An upgrade that stops nowhere.
    Migration(const Place& place, const Program& program);
    /// Opens a session, and that is all.
    explicit Migration(const Place& place);
    Migration(const Migration&) = delete;
    Migration& operator=(const Migration&) = delete;
    ~Migration();

    /// Waits until it stands before a statement. @returns false when it has ended instead
    bool stands();
    void go_on();
    void kill();
    Ending ending();

    /// Readable when it stands before a statement or has ended.
    int descriptor() const noexcept { return told_; }
    bool is_quiet(int milliseconds) const;
    bool has_ended() const noexcept { return over_; }

private:
    /// In a child process, which has descriptors for what it tells and is told.
    void start(const std::function<std::string(int out, int in)>& body);
    std::string read_line();

    pid_t process_;
    int told_;
    int telling_;
    bool over_ = false;
    bool reaped_ = false;
    std::string last_;
};

}  // namespace retort_test
