#pragma once

#include "scenario.hpp"

#include <retort/migrator.hpp>

#include <sqlite3.h>

#include <optional>
#include <string>
#include <vector>

namespace retort_test {

/// Sees a run from outside, and holds the error that it ends with against what it saw.
class Witness : public retort::Observer {
public:
    /// Throws at the `at`-th statement of a script; 0: never.
    explicit Witness(std::size_t at = 0) : throw_at_(at) {}

    void on_step_begin(const StepPosition& position) override;
    void on_statement(const Statement& statement) override;
    void on_step_end(const StepPosition& position, std::chrono::milliseconds) override;

    /// Runs the scenario. @returns what is wrong with how it ended; empty: nothing
    std::string watch(const Scenario& scenario, soci::session& session, retort::Options options,
                      bool whole_steps);
    /// What the error says of the database that is not so.
    std::string untrue(sqlite3* handle) const;

    const std::optional<retort::ErrorKind>& kind() const noexcept { return kind_; }
    const std::string& what() const noexcept { return what_; }
    std::size_t statements() const noexcept { return statements_; }

private:
    std::string judge(const retort::Error& error, bool whole_steps) const;
    std::string judge_statement(const retort::ErrorFacts& facts) const;

    std::size_t throw_at_;
    std::size_t statements_ = 0;
    std::string step_;  ///< under way
    std::vector<std::string> completed_;
    std::optional<Statement> statement_;
    std::optional<retort::ErrorKind> kind_;
    bool thrown_ = false;
    bool in_a_step_ = false;
    std::string what_;
};

}  // namespace retort_test
