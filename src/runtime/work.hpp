#pragma once

#include "dialect/database.hpp"
#include "runtime/lifted.hpp"
#include "runtime/situation.hpp"

#include <retort/plan.hpp>

#include <map>
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
    AppliedRow row;                     ///< what an upgrade records
    std::vector<AppliedRow> taken_out;  ///< rows that a squash or unsquash takes out,
    std::vector<AppliedRow> put_in;     ///< and those that it writes in their place
    std::vector<Part> parts;
    std::vector<script::ObjectName> uses;        ///< replaceable objects that its statements read
    std::vector<Lifted> released;                ///< objects that an unsquash gives back
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

/// Where revisions are recorded to stand: above a range, on its baseline.
class Places {
public:
    /// The view to take the place of a revision from, which that view has.
    /// @param view that has it
    const Graph& of(const Graph& view, const std::string& revision);

private:
    std::map<graph::Unfolded, Graph> views_;
};

/// Rows by id.
using Rows = std::map<std::string, AppliedRow>;

/// A squash or unsquash step.
/// @param rows what is recorded as applied before it
std::unique_ptr<Work> prepare_exchange(const Revisions::Data& revisions, const Graph& graph,
                                       Dialect dialect, const Rows& rows, const Step& step);

/// Reads and checks the text of a step, of the scripts or kept in the database.
/// @throws ScriptError for text that cannot run; DatabaseError (kind irreversible)
/// @param place where the revision stands
std::unique_ptr<Work> prepare(dialect::Database& database, const Revisions::Data& revisions,
                              const Situation& situation, const Graph& place, const Step& step);

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

/// The revisions of `steps` again, from what is recorded now: those that somebody else ran
/// meanwhile are left out.
/// @throws DatabaseError when what is left no longer fits the database
std::vector<Step> remaining(const Graph& view, const std::vector<std::string>& recorded,
                            const std::vector<Step>& steps);

}  // namespace retort::runtime
