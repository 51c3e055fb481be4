#include "conformance/fixture.hpp"

#include <future>

using namespace retort_test;

namespace {

/// Does something while the migrator under test is in the middle of a step.
struct Meanwhile : Observer {
    std::function<void()> act;
    bool wants_statements() const override { return true; }
    void on_statement(const Statement& statement) override {
        if (statement.revision == "bbb") {
            std::exchange(act, nullptr)();
        }
    }
};

struct Waits : Observer {
    std::vector<Waiting> waits;
    std::function<void()> act;
    void on_waiting(const Waiting& waiting) override {
        waits.push_back(waiting);
        if (act) {
            std::exchange(act, nullptr)();
        }
    }
};

/// The first revision is applied; the second runs while `act` does.
void run_beside(Fixture& f, std::function<void()> act) {
    f.migrator(two_tables()).upgrade("aaa");
    Meanwhile observer;
    observer.act = std::move(act);
    Options options;
    options.observer = &observer;
    CHECK(f.migrator(two_tables(), options).upgrade().steps.size() == 1);
    CHECK_FALSE(observer.act);
    CHECK(f.record() == Record{{"bbb"},
                               {"aaa|run", "bbb|run"},
                               {"aaa|upgrade|done||aaa", "bbb|upgrade|done|aaa|bbb"},
                               {}});
}

std::string without_numbers(std::string text) {
    std::string result;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (!digit) {
            result += c;
        } else if (result.empty() || result.back() != '#') {
            result += '#';
        }
    }
    return result;
}

}  // namespace

TEST_CASE("a second migrator waits, and finds nothing left to do", "[lock]") {
    Fixture f;
    const auto session = f.place->open();
    Waits observer;
    std::promise<void> waiting;
    observer.act = [&] { waiting.set_value(); };
    Options options;
    options.observer = &observer;
    std::future<Plan> second;
    run_beside(f, [&] {
        second = std::async(std::launch::async,
                            [&] { return Migrator(*session, two_tables(), options).upgrade(); });
        waiting.get_future().wait();
    });
    CHECK(second.get().empty());
    REQUIRE_FALSE(observer.waits.empty());
    CHECK(observer.waits.front().limit == options.lock_timeout);
    const std::string holder = f.place->holder(*f.session);
    CHECK(observer.waits.front().holder.substr(0, holder.size()) == holder);
    CHECK(observer.waits.front().holder.empty() != f.place->traits().names_lock_holder);
    CHECK(f.contents() == Strings{"table aaa (x)", "table bbb (x)"});
}

TEST_CASE("a second migrator gives up at the limit, and says who held the lock", "[lock]") {
    Fixture f;
    const auto session = f.place->open();
    Options options;
    options.lock_timeout = std::chrono::milliseconds(60);
    run_beside(f, [&] {
        Migrator second(*session, two_tables(), options);
        const Error error = error_of([&] { second.upgrade(); });
        CHECK(error.kind() == ErrorKind::locked);
        const std::string message = error.what();
        if (f.place->traits().names_lock_holder) {
            const std::string start =
                "Another process was migrating this database for the #.# s "
                "that were waited: " +
                without_numbers(f.place->holder(*f.session));
            const std::string end =
                ". Run again when it has finished, or wait longer with --lock-timeout.";
            CHECK(without_numbers(message).substr(0, start.size()) == start);
            CHECK(message.substr(message.size() - end.size()) == end);
            CHECK_THAT(message, ContainsSubstring(f.place->holder(*f.session)));
        } else {
            CHECK_THAT(without_numbers(message),
                       ContainsSubstring(
                           "The database stayed locked for #.# s: another process is migrating or "
                           "writing. Run again when it has finished, or wait longer with "
                           "--lock-timeout."));
        }
    });
    CHECK(Migrator(*session, two_tables(), options).upgrade().empty());
}

TEST_CASE("waiting is called off", "[lock]") {
    Fixture f;
    const auto session = f.place->open();
    std::atomic<bool> cancel{false};
    Waits observer;
    observer.act = [&] { cancel.store(true); };
    Options options;
    options.observer = &observer;
    options.cancel = &cancel;
    run_beside(f, [&] {
        Migrator second(*session, two_tables(), options);
        CHECK(error_of([&] { second.upgrade(); }).kind() == ErrorKind::cancelled);
    });
    CHECK(observer.waits.size() == 1);
    CHECK_FALSE(f.place->in_transaction(*session));
}

TEST_CASE("who waits can be read to meanwhile", "[lock]") {
    Fixture f;
    const auto session = f.place->open();
    run_beside(f, [&] {
        Migrator reader(*session, two_tables());
        CHECK(reader.current().current == Strings{"aaa"});
        // Where a step is not one transaction, it is seen under way.
        CHECK(reader.check().size() == (f.place->ddl_is_transactional() ? 1U : 2U));
        CHECK(reader.upgrade("aaa").empty());
    });
}

TEST_CASE("other state tables have another lock", "[lock]") {
    Fixture f;
    if (f.dialect() == Dialect::sqlite) {
        return;  // one writer at a time
    }
    const auto session = f.place->open();
    run_beside(f, [&] {
        Options other;
        other.version_table = "retort_other";
        other.lock_timeout = std::chrono::milliseconds(0);
        RunOptions from_base;
        from_base.from_base = true;
        Migrator second(*session, {table("zzz", "")}, other);
        CHECK(second.upgrade("heads", from_base).steps.size() == 1);
    });
}
