#pragma once

#include <cstddef>
#include <functional>

namespace retort_test {

/// Hears of every statement that this process sends to a MariaDB server.
class QueryHook {
public:
    enum class Moment { before, sent, answered };

    QueryHook(Moment moment, std::function<void(std::size_t number)> heard);
    QueryHook(const QueryHook&) = delete;
    QueryHook& operator=(const QueryHook&) = delete;
    ~QueryHook();
};

}  // namespace retort_test
