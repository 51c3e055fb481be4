#include "conformance/fixture.hpp"

#include <future>

using namespace retort_test;

namespace {

constexpr int starters = 16;
constexpr int count = 30;

/// Every revision counts itself; the first makes the table for that.
Revisions self_counting() {
    std::vector<Source> sources;
    const auto id = [](int n) { return "r" + std::to_string(100 + n); };
    for (int i = 0; i < count; ++i) {
        const std::string made = i == 0 ? "CREATE TABLE runs (n INTEGER);\n"
                                        : "CREATE TABLE t" + std::to_string(i) + " (x INTEGER);\n";
        sources.emplace_back(
            upgrade_only(id(i), i == 0 ? "" : id(i - 1),
                         made + "INSERT INTO runs VALUES (" + std::to_string(i) + ");\n"));
    }
    return Revisions(sources);
}

}  // namespace

TEST_CASE("sixteen starters run every revision exactly once", "[starters]") {
    Fixture f;
    const Revisions revisions = self_counting();
    std::vector<std::unique_ptr<soci::session>> sessions;
    for (int i = 0; i < starters; ++i) {
        sessions.push_back(f.place->open());
    }
    std::promise<void> gate;
    const std::shared_future<void> open = gate.get_future().share();
    std::vector<std::future<std::size_t>> runs;
    for (const auto& session : sessions) {
        runs.push_back(std::async(std::launch::async, [&revisions, open, &session] {
            open.wait();
            return Migrator(*session, revisions).upgrade().steps.size();
        }));
    }
    gate.set_value();
    std::size_t steps = 0;
    for (auto& run : runs) {
        CHECK_NOTHROW(steps += run.get());
    }
    CHECK(steps == count);
    CHECK(f.value("SELECT COUNT(*), COUNT(DISTINCT n), SUM(n) FROM runs") == "30|30|435");
    const Record record = f.record();
    CHECK(record.heads == Strings{"r129"});
    CHECK(record.applied.size() == count);
    CHECK(record.history.size() == count);
    CHECK(record.journal.empty());
    CHECK(f.migrator(revisions).check().empty());
}
