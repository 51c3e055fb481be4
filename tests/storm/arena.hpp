#pragma once

#include "database.hpp"
#include "migration.hpp"
#include "support/server.hpp"

#include <retort/migrator.hpp>

#include <map>
#include <string>
#include <vector>

namespace retort_test {

/// Where the chain of kill_chain() is run and disturbed, again and again, in one direction.
class Arena {
public:
    Arena(const Server& server, retort::Direction direction, Copying copying = Copying::by_log);

    const retort::Revisions& revisions() const noexcept { return revisions_; }
    retort::Direction direction() const noexcept { return direction_; }
    /// Of the scripts, in a run that nothing disturbs.
    std::size_t statements() const noexcept { return statements_; }
    /// A copy of what the chain starts at. The server may be another, of the same data.
    CopiedDatabase fresh(const Server& server) const;

    /// What is wrong with a database after a disturbed run, and with what the run said; empty:
    /// nothing. The database is then where an undisturbed run ends.
    std::string complaint(const Server& database, const Ending& ending) const;

private:
    std::string not_nameable(retort::Migrator& migrator) const;
    std::string untrue(const Server& database, const Ending& ending) const;
    retort::Plan run(const Server& database, retort::Observer* observer = nullptr) const;

    retort::Revisions revisions_;
    retort::Direction direction_;
    Copying copying_;
    FreshDatabase start_;
    std::vector<std::vector<std::string>> boundaries_;  ///< heads
    std::size_t statements_ = 0;
    std::string end_;  ///< how the end looks
};

/// Figures and failures of many attempts.
class Tally {
public:
    explicit Tally(std::string name) : name_(std::move(name)) {}

    void note(std::size_t number, const std::string& complaint);
    /// Prints the figures and fails the test if anything failed.
    void report() const;

private:
    std::string name_;
    std::size_t attempts_ = 0;
    std::vector<std::string> failures_;
};

}  // namespace retort_test
