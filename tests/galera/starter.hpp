#pragma once

#include "support/server.hpp"

#include <retort/revisions.hpp>

#include <sys/types.h>

#include <functional>
#include <string>

namespace retort_test {

/// The revisions of counting_scripts(); the third has a second statement, which does nothing.
retort::Revisions starters_chain();

/// A process that upgrades to the end of starters_chain(), and stands still once.
class Starter {
public:
    static constexpr int revisions = 6;
    enum class Stops {
        inside,   ///< in the transaction of a revision, between its statements
        between,  ///< two revisions, with no transaction open
    };

    /// Returns when it stands still.
    Starter(const Server& database, Stops stops);
    Starter(const Starter&) = delete;
    Starter& operator=(const Starter&) = delete;
    ~Starter() { kill(); }

    void kill();
    /// Lets it go on. @returns what it failed with at its end; empty: it did not
    std::string ending();

private:
    pid_t process_ = 0;
    int told_ = -1;
    int tells_ = -1;
};

}  // namespace retort_test
