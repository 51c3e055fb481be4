#pragma once

#include <retort/migrator.hpp>

#include <chrono>
#include <string>
#include <vector>

std::string joined(const std::vector<std::string>& words);

/// Prints a line for each step.
class Progress final : public retort::Observer {
public:
    void on_waiting(const Waiting& waiting) override;
    void on_step_end(const StepPosition& position, std::chrono::milliseconds duration) override;
    void on_warning(const std::string& warning) override;
};

/// What was done to views, a line for each.
void print_objects(const std::vector<retort::ObjectStep>& steps);

/// Every view with its state.
void print_objects(retort::Migrator& migrator);

/// Every revision, newest first, and whether it is applied.
void print_history(retort::Migrator& migrator);

/// What was done to this database, oldest first.
void print_log(retort::Migrator& migrator);
