#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <functional>

namespace retort_test {

/// Tells of every statement that runs on a connection, the engine's own and those of triggers
/// included. The action gets the statement's number, from 1.
class StatementHook {
public:
    enum class Moment { begin, end };
    using Action = std::function<void(std::size_t number)>;

    StatementHook(sqlite3* handle, Moment moment, Action action);
    StatementHook(const StatementHook&) = delete;
    StatementHook& operator=(const StatementHook&) = delete;
    ~StatementHook();

    std::size_t count() const noexcept { return count_; }

private:
    static int call(unsigned event, void* context, void* statement, void* detail);

    sqlite3* handle_;
    Action action_;
    std::size_t count_ = 0;
};

/// Makes one statement of a connection fail, in one of three ways.
class Refusal {
public:
    enum class Way {
        authorizer,  ///< it may not be prepared: nothing of it happens
        interrupt,   ///< it is interrupted, perhaps only after it did its work
        commit,      ///< its commit is turned into a rollback
    };

    /// Refuses the `at`-th statement; with `commit` the `at`-th commit.
    Refusal(sqlite3* handle, Way way, std::size_t at);
    Refusal(const Refusal&) = delete;
    Refusal& operator=(const Refusal&) = delete;
    ~Refusal();

    bool happened() const noexcept { return happened_; }

private:
    static int authorize(void* context, int, const char*, const char*, const char*, const char*);
    static int progress(void* context);
    static int committing(void* context);
    bool fire();
    void count(std::size_t number);

    sqlite3* handle_;
    Way way_;
    std::size_t at_;
    std::size_t commits_ = 0;
    bool armed_ = false;
    bool happened_ = false;
    StatementHook hook_;
};

}  // namespace retort_test
