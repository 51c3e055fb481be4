#pragma once

#include "support/object_programs.hpp"
#include "support/temporary_folder.hpp"

#include <retort/migrator.hpp>

#include <soci/soci.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace retort_test {

/// One run of a chain, from a database file that is copied for every attempt.
class Scenario {
public:
    enum class Journal { rollback, wal };

    /// Downgrades start at the head, upgrades at an empty file.
    Scenario(retort::Revisions revisions, retort::Direction direction, Journal journal);
    /// An upgrade by one program of what another left; at an empty file where that has no
    /// revisions.
    Scenario(const Program& before, Program after, Journal journal);

    /// A fresh copy of the start. The file of an earlier call is gone.
    std::string fresh() const;
    std::unique_ptr<soci::session> open(const std::string& path) const;
    retort::Plan run(soci::session& session, retort::Options options = {}) const;

    /// What is wrong with the objects of the program. Empty: they are as it says, and answer.
    std::string wrong_with_objects(soci::session& session) const;

    const retort::Revisions& revisions() const noexcept { return program_.revisions; }
    std::string name() const;
    /// Removes a database with everything that SQLite lays beside it.
    static void remove(const std::string& path);

private:
    void make_start() const;

    TemporaryFolder folder_;
    Program program_;
    retort::Direction direction_;
    Journal journal_;
    std::string start_;
};

/// What a run does when nothing disturbs it.
class Undisturbed {
public:
    explicit Undisturbed(const Scenario& scenario);

    std::size_t statements() const noexcept { return statements_; }
    std::size_t boundaries() const noexcept { return contents_.size(); }

    /// What is wrong with a database after a disturbed run. Empty: it is whole and at a boundary.
    std::string not_at_a_boundary(const std::string& path) const;
    /// What a run to the end left different. Empty: nothing.
    std::string not_finished(const std::string& path) const;

private:
    void add(const std::string& path);

    std::map<std::string, std::string> contents_;  ///< by record
    std::string record_;                           ///< at the end
    std::size_t statements_ = 0;
};

/// Figures and failures of many attempts.
struct Tally {
    explicit Tally(std::string name) : what(std::move(name)) {}

    std::string what;
    std::size_t attempts = 0;
    std::vector<std::string> failures;

    /// Notes a complaint, if there is one. @returns whether there was none
    bool note(std::size_t number, const std::string& complaint);
    /// Prints the figures and fails the test if anything failed.
    void report() const;
};

/// Runs to the end, and compares; in a session of its own, or in the one given.
std::string rerun(const Scenario& scenario, const Undisturbed& undisturbed, const std::string& path,
                  soci::session& session);
std::string rerun(const Scenario& scenario, const Undisturbed& undisturbed,
                  const std::string& path);

/// Runs `body` in a child process. @returns the signal that ended it; 0: none
int in_child(const std::function<void()>& body);

}  // namespace retort_test
