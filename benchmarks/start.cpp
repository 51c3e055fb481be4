// What a start with nothing to do costs, against reading one row.
//
// Usage: benchmark_start [SMALL [LARGE [ROUNDS]]]
#include "measure.hpp"
#include "sqlite.hpp"

#include <retort/migrator.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <string>

using namespace retort_benchmark;

namespace {

void write_scripts(const std::string& folder, std::size_t count) {
    std::filesystem::create_directory(folder);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string id = fmt::format("{:06}", i);
        const std::string parent =
            i == 0 ? "" : fmt::format("-- retort:down_revision {:06}\n", i - 1);
        std::ofstream(folder + "/" + id + ".sql") << fmt::format(
            "-- measurement {0}\n-- retort:revision {0}\n{1}\n-- retort:upgrade\n"
            "CREATE TABLE measurement_{0} (id INTEGER PRIMARY KEY, gene TEXT NOT NULL);\n\n"
            "-- retort:downgrade\nDROP TABLE measurement_{0};\n",
            id, parent);
    }
}

void read_one_row(const Handle& database) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database.get(), "SELECT version_num FROM retort_version", -1, &statement,
                       nullptr);
    const int code = sqlite3_step(statement);
    sqlite3_finalize(statement);
    if (code != SQLITE_ROW) {
        throw std::runtime_error(sqlite3_errmsg(database.get()));
    }
}

struct Costs {
    Samples row;
    Samples start;
    Samples first_start;
};

void start(soci::session& sql, const retort::Revisions& revisions) {
    if (!retort::Migrator(sql, revisions).upgrade().empty()) {
        throw std::logic_error("there was something to do");
    }
}

Costs measure(std::size_t count, std::size_t rounds) {
    const ScratchFolder folder;
    write_scripts(folder.file("migrations"), count);
    const retort::ScriptFolder scripts(folder.file("migrations"));
    const retort::Revisions revisions(scripts);
    soci::session sql(soci::sqlite3, "db=\"" + folder.file("app.db") + "\"");
    retort::Options at_once;
    at_once.transaction = retort::TransactionMode::single;
    retort::Migrator(sql, revisions, at_once).upgrade();

    const Handle database = open_raw(folder.file("app.db"));
    Costs costs;
    for (std::size_t round = 0; round < rounds; ++round) {
        costs.row.add(milliseconds([&] { read_one_row(database); }));
        costs.start.add(milliseconds([&] { start(sql, revisions); }));
        if (round % 10 == 0) {
            costs.first_start.add(milliseconds([&] { start(sql, scripts); }));
        }
    }
    return costs;
}

void print(std::size_t count, const Costs& costs) {
    const auto micro = [](double milli) { return milli * 1'000; };
    const auto line = [&](const char* what, const Samples& samples) {
        fmt::print("{:>9}  {:<44} {:>10.1f} {:>10.1f} {:>8.1f}\n", count, what,
                   micro(samples.median()), micro(samples.minimum()),
                   samples.median() / costs.row.median());
    };
    line("SELECT of one row", costs.row);
    line("upgrade, nothing to do", costs.start);
    line("the scripts read from their folder, upgrade", costs.first_start);
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    const auto size = sizes(argc, argv, {1'000, 5'000, 201}, {20, 50, 3});
    fmt::print("microseconds, {} rounds\n\n{:>9}  {:<44} {:>10} {:>10} {:>8}\n", size[2],
               "revisions", "", "median", "minimum", "ratio");
    for (const std::size_t count : {size[0], size[1]}) {
        print(count, measure(count, size[2]));
    }
}
