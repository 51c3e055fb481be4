#include "progress.hpp"

#include <iomanip>
#include <iostream>

std::string joined(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words) {
        line += (line.empty() ? "" : ", ") + word;
    }
    return line;
}

void Progress::on_waiting(const Waiting& waiting) {
    std::cout << "  waiting for another process (" << waiting.waited.count() << " ms)" << std::endl;
}

void Progress::on_step_end(const StepPosition& position, std::chrono::milliseconds duration) {
    std::cout << "  " << std::setw(2) << position.number << '/' << position.count << "  "
              << to_string(position.step->direction) << ' ' << position.step->revision << ": "
              << position.message << " (" << duration.count() << " ms)" << std::endl;
}

void Progress::on_warning(const std::string& warning) {
    std::cout << "  warning: " << warning << std::endl;
}

void print_objects(const std::vector<retort::ObjectStep>& steps) {
    for (const retort::ObjectStep& step : steps) {
        std::cout << "         " << to_string(step.action) << ' ' << to_string(step.kind) << ' '
                  << step.name << '\n';
    }
}

void print_objects(retort::Migrator& migrator) {
    for (const retort::ObjectStatus& status : migrator.objects()) {
        std::cout << "  " << std::left << std::setw(33) << status.name << std::setw(19)
                  << to_string(status.kind) << std::right << to_string(status.state) << '\n';
    }
}

void print_history(retort::Migrator& migrator) {
    const retort::Graph& graph = migrator.revisions().graph();
    for (const retort::HistoryEntry& entry : migrator.history()) {
        const retort::Revision& revision = graph[entry.revision];
        std::cout << (entry.applied ? "  [x] " : "  [ ] ") << std::left << std::setw(22)
                  << revision.id << std::right << revision.message;
        if (!revision.branch_labels.empty()) {
            std::cout << " (branch " << joined(revision.branch_labels) << ')';
        }
        if (revision.down_revisions.size() > 1) {
            std::cout << " (merge point of " << joined(revision.down_revisions) << ')';
        }
        if (entry.irreversible) {
            std::cout << " (irreversible)";
        }
        std::cout << '\n';
    }
}

void print_log(retort::Migrator& migrator) {
    std::cout << "  at (UTC)             action     revision               ms     outcome  heads "
                 "or object\n";
    for (const retort::LogEntry& entry : migrator.log()) {
        std::cout << "  " << entry.at.substr(0, 10) << ' ' << entry.at.substr(11, 8) << "  "
                  << std::left << std::setw(11) << entry.action << std::setw(22) << entry.revision
                  << std::right << std::setw(5) << entry.duration_ms << "     " << std::left
                  << std::setw(9) << entry.outcome << std::right
                  << (entry.revision.empty() ? entry.detail : joined(entry.heads_after)) << '\n';
    }
}
