#pragma once

#include "dialect/database.hpp"
#include "runtime/outcome.hpp"
#include "runtime/part_runner.hpp"
#include "runtime/recorder.hpp"

namespace retort::runtime {

/// Runs statements that commit by themselves. The journal says that one begins, and what the
/// catalog says of it then, so that a later run can tell whether it took effect.
class OnceRunner {
public:
    OnceRunner(dialect::Database& database, Recorder& recorder, PartRunner& runner)
        : database_(database), recorder_(recorder), runner_(runner) {}

    /// Runs the next statement of the part. It is then to be recorded as done.
    Outcome run(const Work& work, const Part& part);

    const dialect::Statement& next(const Part& part) const;
    /// What the journal keeps of the statement begins with it: another text says nothing about it.
    static std::string prefix_of(const dialect::Statement& statement);

    /// Whether the journal speaks of a statement of the step that began.
    static bool has_begun(const Work& work, const JournalRow& journal);
    /// What became of that statement, which is the next one of the part.
    dialect::Verdict judge(const Part& part);
    /// The journal says that it began, and the server refused it.
    void settle_failure(const Work& work, const Part& part) noexcept;
    /// Nobody knows what became of it. @throws DatabaseError (kind dirty)
    [[noreturn]] void give_up(const Work& work, const Part& part);

private:
    Outcome note_begun(const Work& work, const Part& part);

    dialect::Database& database_;
    Recorder& recorder_;
    PartRunner& runner_;
};

}  // namespace retort::runtime
