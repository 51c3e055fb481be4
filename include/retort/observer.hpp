#pragma once

#include <retort/plan.hpp>

#include <chrono>
#include <cstddef>
#include <string>

namespace retort {

/// Progress of a run, reported to the one who asked for it, on the thread that called the
/// migrator and never after it returned. The session must not be used meanwhile. An exception that
/// leaves an observer stops the run like a failing statement: the step in hand is rolled back.
class RETORT_API Observer {
public:
    Observer() = default;
    Observer(const Observer&) = delete;
    Observer& operator=(const Observer&) = delete;
    virtual ~Observer();

    struct Waiting {
        std::chrono::milliseconds waited;
        std::chrono::milliseconds limit;
        std::string holder;  ///< who holds the lock, where the server can tell
    };
    /// See Options::statement_lock_timeout.
    struct Retry {
        std::string revision;
        std::string file;
        int line;                          ///< of the statement that gave up
        std::size_t tries;                 ///< that failed
        std::chrono::milliseconds waited;  ///< since the first of them failed
        std::chrono::milliseconds limit;
        std::string holders;  ///< who holds locks on what it names, where the server can tell
    };
    struct StepPosition {
        const Step* step;     ///< valid during the call
        std::string message;  ///< the revision's message
        std::size_t number;   ///< 1-based, in this run
        std::size_t count;    ///< steps planned in this run
    };
    struct Statement {
        std::string revision;
        std::string file;
        int line;            ///< where the statement starts
        std::size_t number;  ///< 1-based, in this step
    };

    /// Somebody else holds the database; called when the waiting begins and about once a second.
    virtual void on_waiting(const Waiting&) {}
    /// A statement did not get its lock in time, and all of its transaction is rolled back. It is
    /// run again after a while; with on_step_begin() before it.
    virtual void on_retry(const Retry&) {}
    virtual void on_plan(const Plan&) {}
    virtual void on_step_begin(const StepPosition&) {}
    /// Before each statement of a script. On PostgreSQL only where wants_statements() says so. On
    /// MariaDB what ran before it may not be committed yet, unless wants_statements() says so.
    virtual void on_statement(const Statement&) {}
    /// Asks for on_statement() where each statement then costs a round trip more: on PostgreSQL a
    /// revision is one message otherwise, on MariaDB a statement and the record of the one before.
    virtual bool wants_statements() const { return false; }
    /// After the step is committed (`single`: done, and committed with the last one). On MariaDB a
    /// run that has an observer records the end of each step for itself, one round trip more.
    virtual void on_step_end(const StepPosition&, std::chrono::milliseconds /*duration*/) {}
    /// What the server says by the way while a script runs: PostgreSQL's `NOTICE: ...`, where the
    /// application has not set a receiver of its own on the connection, and MariaDB's `Note: ...`
    /// and `Warning: ...`. What this throws is dropped: it may be called from inside of a driver.
    virtual void on_notice(const std::string&) {}
    /// Something the run went on in spite of, as a whole sentence.
    virtual void on_warning(const std::string&) {}
};

}  // namespace retort
