// What a squash of a long chain costs, against running the chain once in the same kind of scratch
// database, and against once there and back, both of which a proof has to run. The two take turns.
// Nothing is written, so that each round has the same to do.
//
// Usage: benchmark_squash [URL...] [REVISIONS [ROUNDS]]: SQLite in memory, and the server of each
// URL, where databases are made and dropped.
#include "measure.hpp"

#include "cli/session.hpp"
#include "dialect/scratch_database.hpp"

#include <retort/migrator.hpp>
#include <retort/squash.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

using namespace retort_benchmark;

namespace {

struct Change {
    std::string upgrade;
    std::string downgrade;
};

/// Of ten revisions one makes a table, the others widen it, index it and write rows.
Change change(std::size_t number) {
    const std::string table = fmt::format("sample_{}", number / 10);
    const std::string later = fmt::format("value_{}", number);
    switch (number % 10) {
        case 0:
            return {
                "CREATE TABLE " + table + " (id INTEGER PRIMARY KEY, gene VARCHAR(40) NOT NULL);",
                "DROP TABLE " + table + ";"};
        case 1:
        case 4:
        case 7:
            return {"ALTER TABLE " + table + " ADD COLUMN " + later + " INTEGER DEFAULT 0;",
                    "ALTER TABLE " + table + " DROP COLUMN " + later + ";"};
        case 2:
            return {fmt::format("CREATE INDEX gene_{} ON {} (gene);", number, table),
                    fmt::format("-- retort:downgrade mysql\nDROP INDEX gene_{0} ON {1};\n"
                                "-- retort:downgrade sqlite postgresql\nDROP INDEX gene_{0};",
                                number, table)};
        case 5:
            return {"UPDATE " + table + " SET gene = 'UMOD' WHERE id < 100;",
                    "UPDATE " + table + " SET gene = 'PKD1' WHERE id < 100;"};
        default:
            return {fmt::format("INSERT INTO {0} (id, gene) VALUES ({1}, 'PKD1'), ({2}, 'PKD2');",
                                table, 10 * number, 10 * number + 1),
                    fmt::format("DELETE FROM {} WHERE id >= {};", table, 10 * number)};
    }
}

std::string id_of(std::size_t number) {
    return fmt::format("{:06}", number);
}

void write_scripts(const std::string& folder, std::size_t count) {
    std::filesystem::create_directory(folder);
    for (std::size_t i = 0; i < count; ++i) {
        const auto [upgrade, downgrade] = change(i);
        const bool has_sections = downgrade.rfind("--", 0) == 0;
        std::ofstream(folder + "/" + id_of(i) + ".sql") << fmt::format(
            "-- measurement {0}\n-- retort:revision {0}\n{1}\n-- retort:upgrade\n{2}\n\n{3}{4}\n",
            id_of(i), i == 0 ? "" : "-- retort:down_revision " + id_of(i - 1) + "\n", upgrade,
            has_sections ? "" : "-- retort:downgrade\n", downgrade);
    }
}

/// Milliseconds, of the chain alone.
struct Once {
    double up;
    double down;
};

Once run_once(const retort::Scratch& scratch, const retort::ScriptFolder& scripts) {
    retort::dialect::ScratchDatabase database(scratch);
    Once once{};
    once.up = milliseconds([&] { retort::Migrator(database.session(), scripts).upgrade(); });
    once.down =
        milliseconds([&] { retort::Migrator(database.session(), scripts).downgrade("base"); });
    return once;
}

double squash(const retort::Scratch& scratch, const retort::ScriptFolder& scripts,
              std::size_t revisions) {
    retort::SquashOptions options;
    options.range = id_of(revisions - 1);
    options.id = "all";
    options.message = "all in one";
    options.scratch = {scratch};
    options.dry_run = true;
    return milliseconds([&] {
        if (!retort::squash(scripts.path, {scripts}, {}, options).is_proven()) {
            throw std::logic_error("the baseline builds something else");
        }
    });
}

void compete(const retort::Scratch& scratch, std::size_t revisions, std::size_t rounds) {
    const ScratchFolder folder;
    const retort::ScriptFolder scripts(folder.file("migrations"));
    write_scripts(scripts.path, revisions);
    Samples up;
    Samples down;
    Samples squashed;
    for (std::size_t round = 0; round < rounds; ++round) {
        const Once once = run_once(scratch, scripts);
        up.add(once.up);
        down.add(once.down);
        squashed.add(squash(scratch, scripts, revisions));
    }
    const auto line = [&](const char* statistic, double once, double back, double squash) {
        fmt::print("{:<11} {:<8} {:>10.1f} {:>10.1f} {:>10.1f} {:>7.2f} {:>9.2f}\n",
                   retort::to_string(scratch.dialect), statistic, once, back, squash, squash / once,
                   squash / (once + back));
    };
    line("median", up.median(), down.median(), squashed.median());
    line("minimum", up.minimum(), down.minimum(), squashed.minimum());
    std::fflush(stdout);
}

retort::Scratch scratch_at(const std::string& text) {
    const auto url = retort::cli::parse_url(text, "a URL", "");
    return {url.dialect, retort::cli::opener(url, "benchmark_squash", {})};
}

}  // namespace

int main(int argc, char** argv) {
    char** const first_size = std::find_if(
        argv + 1, argv + argc, [](const char* word) { return !retort::cli::is_url(word); });
    const auto urls = first_size - argv;
    const auto size = sizes(argc - static_cast<int>(urls) + 1, first_size - 1, {1'000, 3}, {20, 1});
    fmt::print(
        "{} revisions, {} rounds; milliseconds\n\n{:<11} {:<8} {:>10} {:>10} {:>10} {:>7} {:>9}\n",
        size[0], size[1], "dialect", "", "once", "back", "squash", "to once", "and back");
    compete({}, size[0], size[1]);
    for (auto i = 1; i < urls; ++i) {
        compete(scratch_at(argv[i]), size[0], size[1]);
    }
}
