// What an upgrade costs beside its own statements: many revisions, one transaction each, against
// the same statements through SQLite's C interface with the same durability. The contenders take
// turns revision by revision, so that what else the machine does falls on all of them alike.
//
// Usage: benchmark_upgrade [REVISIONS [ROUNDS]], in a folder of the file system to measure.
#include "measure.hpp"
#include "sqlite.hpp"

#include "dialect/sqlite/native.hpp"

#include <retort/migrator.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <vector>

using namespace retort_benchmark;

namespace {

struct Change {
    std::string id;
    std::string statements;
};
using Changes = std::vector<Change>;

std::string table_alone(std::size_t number) {
    return fmt::format(
        "CREATE TABLE measurement_{0} (\n"
        "    id INTEGER PRIMARY KEY,\n"
        "    gene TEXT NOT NULL,\n"
        "    score REAL NOT NULL DEFAULT 0\n"
        ");\n",
        number);
}

std::string table_index_row(std::size_t number) {
    return table_alone(number) +
           fmt::format(
               "CREATE INDEX measurement_{0}_gene ON measurement_{0} (gene);\n"
               "INSERT INTO measurement_{0} (gene, score) VALUES ('BRCA{0}', 0.5);\n",
               number);
}

template <class Statements>
Changes changes(std::size_t count, Statements&& statements) {
    Changes all;
    for (std::size_t i = 0; i < count; ++i) {
        all.push_back({fmt::format("{:012x}", (i + 1) * 2'654'435'761U), statements(i)});
    }
    return all;
}

retort::Revisions revisions(const Changes& all) {
    std::vector<retort::Source> sources;
    std::string parent;
    for (std::size_t i = 0; i < all.size(); ++i) {
        sources.emplace_back(retort::ScriptText{
            all[i].id + ".sql",
            fmt::format("-- measurement {0}\n-- retort:revision {1}\n{2}-- retort:upgrade\n{3}"
                        "-- retort:downgrade\nDROP TABLE measurement_{0};\n",
                        i, all[i].id, parent, all[i].statements)});
        parent = "-- retort:down_revision " + all[i].id + "\n";
    }
    return retort::Revisions(std::move(sources));
}

/// A database written through SQLite alone, with the same durability.
class ByHand {
public:
    /// `recorded`: with the row that any migration tool keeps, in the same transaction.
    ByHand(const std::string& path, const std::string& settings, bool recorded)
        : database_(open_raw(path)), recorded_(recorded) {
        execute(database_, settings);
        if (recorded_) {
            execute(database_, "CREATE TABLE version (id TEXT); INSERT INTO version VALUES ('')");
        }
    }

    void apply(const Change& change) {
        spent_ += milliseconds([&] {
            execute(database_, "BEGIN IMMEDIATE");
            execute(database_, change.statements);
            if (recorded_) {
                execute(database_, "UPDATE version SET id = '" + change.id + "'");
            }
            execute(database_, "COMMIT");
        });
    }

    double spent() const { return spent_; }

private:
    Handle database_;
    bool recorded_;
    double spent_ = 0;
};

/// Lets the others do a revision after each one that Retort has done.
class TakingTurns final : public retort::Observer {
public:
    TakingTurns(const Changes& changes, ByHand& first, ByHand& second)
        : changes_(changes), first_(first), second_(second) {}

    void on_step_end(const StepPosition& position, std::chrono::milliseconds) override {
        away_ += milliseconds([&] {
            const Change& change = changes_[position.number - 1];
            const bool even = position.number % 2 == 0;
            (even ? first_ : second_).apply(change);
            (even ? second_ : first_).apply(change);
        });
    }

    double away() const { return away_; }

private:
    const Changes& changes_;
    ByHand& first_;
    ByHand& second_;
    double away_ = 0;
};

struct Contest {
    Samples retort;
    Samples raw;
    Samples recorded;
};

void play(const Changes& all, const retort::Revisions& chain, const std::string& settings,
          Contest& contest) {
    const ScratchFolder folder;
    ByHand raw(folder.file("raw.db"), settings, false);
    ByHand recorded(folder.file("recorded.db"), settings, true);
    TakingTurns turns(all, raw, recorded);
    soci::session sql(soci::sqlite3, "db=\"" + folder.file("retort.db") + "\"");
    sqlite3_exec(retort::dialect::sqlite::native_handle(sql), settings.c_str(), nullptr, nullptr,
                 nullptr);
    retort::Options options;
    options.observer = &turns;
    const double together = milliseconds([&] { retort::Migrator(sql, chain, options).upgrade(); });
    contest.retort.add(together - turns.away());
    contest.raw.add(raw.spent());
    contest.recorded.add(recorded.spent());
}

void print(const std::string& scripts, const std::string& journal_mode, const Contest& contest) {
    const auto line = [&](const char* statistic, double retort, double raw, double recorded) {
        fmt::print("{:<17} {:<7} {:<8} {:>9.1f} {:>9.1f} {:>11.1f} {:>9.3f} {:>13.3f}\n", scripts,
                   journal_mode, statistic, retort, raw, recorded, retort / raw, retort / recorded);
    };
    line("median", contest.retort.median(), contest.raw.median(), contest.recorded.median());
    line("minimum", contest.retort.minimum(), contest.raw.minimum(), contest.recorded.minimum());
    std::fflush(stdout);
}

void compete(const std::string& scripts, const std::string& journal_mode, const Changes& all,
             std::size_t rounds) {
    const auto chain = revisions(all);
    Contest contest;
    for (std::size_t round = 0; round < rounds; ++round) {
        play(all, chain, "PRAGMA journal_mode = " + journal_mode + "; PRAGMA synchronous = FULL",
             contest);
    }
    print(scripts, journal_mode, contest);
}

}  // namespace

int main(int argc, char** argv) {
    const auto size = sizes(argc, argv, {1'000, 7}, {20, 1});
    fmt::print("{} revisions, one transaction each, synchronous FULL, {} rounds; milliseconds\n\n",
               size[0], size[1]);
    fmt::print("{:<17} {:<7} {:<8} {:>9} {:>9} {:>11} {:>9} {:>13}\n", "scripts", "journal", "",
               "retort", "raw", "raw+version", "ratio raw", "ratio version");
    std::fflush(stdout);
    for (const std::string journal_mode : {"DELETE", "WAL"}) {
        compete("table, index, row", journal_mode, changes(size[0], table_index_row), size[1]);
        compete("table", journal_mode, changes(size[0], table_alone), size[1]);
    }
}
