#pragma once

#include "dialect/database.hpp"
#include "runtime/object_keeper.hpp"
#include "runtime/recorder.hpp"
#include "runtime/work.hpp"

#include <retort/migrator.hpp>

#include <exception>

namespace retort::runtime {

/// Runs the statements or the function of a part.
class PartRunner {
public:
    PartRunner(dialect::Database& database, Recorder& recorder, ObjectKeeper& keeper,
               soci::session& session, const Options& options);

    void begin_step() noexcept { statements_before_ = 0; }

    /// All of it, in the open transaction. A part that ends that transaction is an error, and dirty
    /// when it may have committed something.
    void run_inside(const Work& work, const Part& part);
    /// The step as one message, its record included. @returns false when the state is not the one
    /// expected, and nothing was run
    bool run_packet(const Work& work);
    void run_statement(const Work& work, const Part& part, std::size_t index);
    /// The same in the engine's own transaction, with objects kept out of its way.
    void run_statement_inside(const Work& work, const Part& part, std::size_t index);
    /// Before a statement runs: the last chance to stop. @throws Error (kind cancelled)
    void announce(const Work& work, const Part& part, std::size_t index);
    void call(const Part& part);
    /// The part is behind: statements are counted on.
    void count(const Part& part) noexcept { statements_before_ += part.statements.size(); }

private:
    [[noreturn]] void fail(const Work& work, const Part& part, const std::exception_ptr& failure);
    void refuse_cancelled() const;
    bool is_mark_gone();
    bool may_have_committed(const Work& work, const std::exception_ptr& cause);
    [[noreturn]] void transaction_lost(const Work& work, const std::exception_ptr& cause);

    dialect::Database& database_;
    Recorder& recorder_;
    ObjectKeeper& keeper_;
    soci::session& session_;
    const Options& options_;
    std::size_t statements_before_ = 0;  ///< of the parts before the one in hand
};

}  // namespace retort::runtime
