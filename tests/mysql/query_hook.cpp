#include "query_hook.hpp"

#include <mysql.h>

#include <dlfcn.h>

#include <utility>

namespace retort_test {
namespace {

using Query = int (*)(MYSQL*, const char*, unsigned long);

struct Hook {
    QueryHook::Moment moment = QueryHook::Moment::before;
    std::function<void(std::size_t)> heard;
    std::size_t count = 0;
};
Hook hook;

Query function(const char* name) {
    return reinterpret_cast<Query>(dlsym(RTLD_NEXT, name));
}

/// What the hearer itself sends is not heard.
void tell(std::size_t number) {
    const auto heard = std::exchange(hook.heard, {});
    heard(number);
    hook.heard = heard;
}

int heard_query(MYSQL* handle, const char* text, unsigned long size) {
    const std::size_t number = ++hook.count;
    if (hook.moment == QueryHook::Moment::before) {
        tell(number);
    }
    if (hook.moment == QueryHook::Moment::sent) {
        const int failed = function("mysql_send_query")(handle, text, size);
        tell(number);
        if (failed != 0) {
            return failed;
        }
        return mysql_read_query_result(handle) ? 1 : 0;
    }
    const int failed = function("mysql_real_query")(handle, text, size);
    if (hook.moment == QueryHook::Moment::answered) {
        tell(number);
    }
    return failed;
}

}  // namespace

QueryHook::QueryHook(Moment moment, std::function<void(std::size_t)> heard) {
    hook = {moment, std::move(heard), 0};
}

QueryHook::~QueryHook() {
    hook = {};
}

}  // namespace retort_test

/// Stands before the client library's own.
extern "C" int STDCALL mysql_real_query(MYSQL* handle, const char* text, unsigned long size) {
    using namespace retort_test;
    return hook.heard ? heard_query(handle, text, size)
                      : function("mysql_real_query")(handle, text, size);
}
