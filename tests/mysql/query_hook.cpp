#include "query_hook.hpp"

#include <mysql.h>

#include <dlfcn.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace retort_test {
namespace {

using Query = int (*)(MYSQL*, const char*, unsigned long);

struct Hook {
    QueryHook::Moment moment = QueryHook::Moment::before;
    std::function<void(std::size_t)> heard;
    std::size_t count = 0;
    std::function<void()> run_until_here;
};
Hook process_hook;

Query function(const char* name) {
    return reinterpret_cast<Query>(dlsym(RTLD_NEXT, name));
}

/// What the hearer itself sends is not heard.
void tell(std::size_t number) {
    const auto heard = std::exchange(process_hook.heard, {});
    heard(number);
    process_hook.heard = heard;
}

void run_and_discard(MYSQL* handle, const char* text, unsigned long size) {
    int status = function("mysql_real_query")(handle, text, size);
    for (; status == 0; status = mysql_next_result(handle)) {
        mysql_free_result(mysql_store_result(handle));
    }
}

/// What looks like an end inside of a literal ends the message in a statement that is refused.
void hear_statements(MYSQL* handle, std::string_view message) {
    for (std::size_t end = 0; end < message.size(); end += 2) {
        end = std::min(message.find(";\n", end), message.size());
        process_hook.run_until_here = [=] { run_and_discard(handle, message.data(), end); };
        tell(++process_hook.count);
    }
}

int heard_query(MYSQL* handle, const char* text, unsigned long size) {
    if (process_hook.moment == QueryHook::Moment::within) {
        hear_statements(handle, {text, size});
        return function("mysql_real_query")(handle, text, size);
    }
    const std::size_t number = ++process_hook.count;
    if (process_hook.moment == QueryHook::Moment::before) {
        tell(number);
    }
    if (process_hook.moment == QueryHook::Moment::sent) {
        const int failed = function("mysql_send_query")(handle, text, size);
        tell(number);
        if (failed != 0) {
            return failed;
        }
        return mysql_read_query_result(handle) ? 1 : 0;
    }
    const int failed = function("mysql_real_query")(handle, text, size);
    if (process_hook.moment == QueryHook::Moment::answered) {
        tell(number);
    }
    return failed;
}

}  // namespace

QueryHook::QueryHook(Moment moment, std::function<void(std::size_t)> heard) {
    process_hook = {moment, std::move(heard), 0, {}};
}

void QueryHook::run_until_here() {
    if (process_hook.run_until_here) {
        process_hook.run_until_here();
    }
}

QueryHook::~QueryHook() {
    process_hook = {};
}

}  // namespace retort_test

/// Stands before the client library's own.
extern "C" int STDCALL mysql_real_query(MYSQL* handle, const char* text, unsigned long size) {
    using namespace retort_test;
    return process_hook.heard ? heard_query(handle, text, size)
                              : function("mysql_real_query")(handle, text, size);
}
