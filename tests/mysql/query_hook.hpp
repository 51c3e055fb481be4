#pragma once

#include <cstddef>
#include <functional>

namespace retort_test {

/// Hears of every message with statements that this process sends to a MariaDB server.
class QueryHook {
public:
    /// `within`: of every statement of every message, before that is sent.
    enum class Moment { before, sent, answered, within };

    QueryHook(Moment moment, std::function<void(std::size_t number)> heard);
    QueryHook(const QueryHook&) = delete;
    QueryHook& operator=(const QueryHook&) = delete;
    ~QueryHook();

    /// Runs the message in hand up to the statement that was heard of, that included.
    static void run_until_here();
};

}  // namespace retort_test
