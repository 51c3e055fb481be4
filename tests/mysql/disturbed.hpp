#pragma once

#include "chain.hpp"
#include "fixture.hpp"

namespace retort_test {

/// long_chain() up to its head or down to base.
void run(const Server& server, Direction direction);

/// What an undisturbed run of it leaves, and what a disturbed one and another behind it must.
class End {
public:
    End(const Server& server, Direction direction);

    /// Looks at what can be said of the database, runs the chain again, and compares.
    void check_next_run(const Server& database) const;

private:
    Direction direction_;
    std::string contents_;
    std::string record_;
};

/// A database in which a run of that direction has everything to do.
class Start {
public:
    Start(const Server& server, Direction direction);
    const Server& server() const noexcept { return database_.server(); }

private:
    FreshDatabase database_;
};

}  // namespace retort_test
