#pragma once

#include "fixture.hpp"

#include <retort/schema.hpp>

namespace retort_test {

/// A database, and what its schema becomes.
class Changing : public Fixture {
public:
    explicit Changing(const Strings& base) {
        run(base);
        before_ = schema();
    }

    void run(const Strings& statements) {
        for (const std::string& statement : statements) {
            INFO(statement);
            client->rows(statement);
        }
    }
    Schema schema() { return read_schema(*session); }

    /// What the statements make of it: `category severity object | detail [before] [after]`.
    std::string changes(const Strings& statements, const ComparisonOptions& options = {}) {
        run(statements);
        const Schema after = schema();
        std::string text;
        for (const SchemaDifference& found : compare(before_, after, options)) {
            text += (text.empty() ? "" : "\n") + std::string(to_string(found.category)) + " " +
                    std::string(to_string(found.severity)) + " " + found.object + " | " +
                    found.detail + " [" + found.left + "] [" + found.right + "]";
        }
        before_ = after;
        return text;
    }
    std::string change(const std::string& statement) { return changes(Strings(1, statement)); }

private:
    Schema before_;
};

}  // namespace retort_test
