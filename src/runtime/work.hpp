#pragma once

#include "dialect/database.hpp"
#include "runtime/situation.hpp"

#include <retort/plan.hpp>

#include <memory>
#include <string>
#include <vector>

namespace retort::runtime {

/// Sections of a step that run alike and commit together.
struct Part {
    bool no_transaction = false;
    bool enforced = false;  ///< foreign keys
    std::vector<const script::Section*> sections;
    std::vector<dialect::Statement> statements;
    const FunctionRevision::Function* function = nullptr;  ///< instead of statements
};

/// One step, read, split and checked: ready to run.
struct Work {
    Step step;
    std::string file;
    std::string message;
    AppliedRow row;  ///< what an upgrade records
    std::vector<Part> parts;
    std::vector<script::ObjectName> uses;        ///< replaceable objects that its statements read
    const Work* next = nullptr;                  ///< of the run; null: this is its last step
    std::vector<script::Section> kept_sections;  ///< text from the database, which `parts` point to

    Work() = default;
    Work(const Work&) = delete;  // parts point into it
    Work& operator=(const Work&) = delete;

    /// One transaction is enough: no journal.
    bool is_whole() const noexcept {
        return parts.empty() || (parts.size() == 1 && !parts.front().no_transaction);
    }
};

/// Reads and checks the text of a step, of the scripts or kept in the database.
/// @throws ScriptError for text that cannot run; DatabaseError (kind irreversible)
std::unique_ptr<Work> prepare(dialect::Database& database, const Revisions::Data& revisions,
                              const Situation& situation, const Step& step);

/// What `retort:uses` names; nothing where that is no name of such an object.
std::optional<script::ObjectId> used_object(const script::ObjectName& used, Dialect dialect);

/// A digest over the text of completed statements, one after the other.
class CompletedText {
public:
    CompletedText() = default;
    /// Of the first `parts` parts and `statements` statements more.
    CompletedText(const Work& work, std::size_t parts, std::size_t statements);

    /// The next statement of the part in hand.
    void add(const Part& part, std::size_t index);
    std::string checksum() const;

private:
    script::Sha256 sha_;
};

/// `steps` again, from what is applied now: those that somebody else ran meanwhile are left out.
/// @throws DatabaseError when what is left no longer fits the database
std::vector<Step> remaining(const Situation& situation, const std::vector<Step>& steps);

}  // namespace retort::runtime
