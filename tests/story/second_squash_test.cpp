#include "story_database.hpp"

#include "cli/support.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

using namespace retort_test;
using nlohmann::json;
using Strings = std::vector<std::string>;

namespace {

namespace fs = boost::filesystem;

const std::string head = "d8c3206ea7b4";
const std::string on_a_branch = "06f4c9a83b7d";
const std::string baseline = "001_second_consolidation";

/// Eighteen scripts: the gene backend's first eight, and ten of the time after.
class History {
public:
    History() {
        fs::create_directories(folder_.file("migrations"));
        for (const char* const name :
             {"001", "26eb", "c10e", "9853", "0801", "fix_gene_staging", "86bd", "fix_gene_norm"}) {
            take(GENE_BACKEND_MIGRATIONS, name);
        }
        take(STORY_FOLDER "/second_squash", "");
    }

    std::size_t scripts() const {
        const fs::directory_iterator files(folder_.file("migrations"));
        return static_cast<std::size_t>(std::count_if(
            begin(files), end(files), [](const auto& file) { return fs::is_regular_file(file); }));
    }

    Result run(const StoryDatabase& database, Strings words) const {
        const bool builds_databases = words.front() == "squash" || words.front() == "check";
        words.insert(words.end(), {"--url", database.url(), "--scripts", folder_.file("migrations"),
                                   "--objects", folder_.file("views")});
        if (builds_databases && !database.is_sqlite()) {
            words.insert(words.end(), {"--scratch", database.url()});
        }
        return retort_test::run(words);
    }

    std::string succeed(const StoryDatabase& database, const Strings& words) const {
        const Result result = run(database, words);
        CAPTURE(words, result.out, result.err);
        REQUIRE(result.status == 0);
        return result.out;
    }

private:
    void take(const std::string& from, const std::string& start) const {
        for (const auto& file : fs::directory_iterator(from)) {
            const std::string name = file.path().filename().string();
            if (name.rfind(start, 0) == 0) {
                fs::copy_file(file.path(), folder_.file("migrations/" + name));
            }
        }
    }

    TemporaryFolder folder_;
};

/// The moment at which the scripts ran is each database's own.
Strings settled_contents(const StoryDatabase& database) {
    database.run("UPDATE gene_normalization_log SET logged_at = '2025-09-19 07:50:12'");
    return database.contents();
}

/// Enumerated types, views, materialized views, and indexes on an expression, of a part of the
/// rows, GIN and GiST.
void has_what_the_story_tells_of(const StoryDatabase& database) {
    if (database.is_sqlite()) {
        CHECK(database.rows(R"(
SELECT (SELECT count(*) FROM sqlite_schema WHERE type = 'view'),
       (SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%lower(%'),
       (SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql LIKE '% WHERE %'))") ==
              Strings{"23|1|4"});
        return;
    }
    CHECK(database.rows(R"(
SELECT (SELECT count(*) FROM pg_type WHERE typtype = 'e'),
       (SELECT count(*) FROM pg_views WHERE schemaname = 'public'),
       (SELECT count(*) FROM pg_matviews),
       (SELECT count(*) FROM pg_index WHERE indexprs IS NOT NULL
            AND indrelid::regclass::text IN ('genes', 'gene_evidence')),
       (SELECT count(*) FROM pg_index WHERE indpred IS NOT NULL),
       (SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%USING gin%'),
       (SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%USING gist%'))") ==
          Strings{"5|22|1|2|4|2|1"});
}

void squash_is_proven(const History& history, const StoryDatabase& database) {
    REQUIRE(history.scripts() == 18);
    const json squashed = json::parse(history.succeed(
        database, {"squash", head, "--rev-id", baseline, "-m", "second squash", "--json"}));
    CHECK(history.scripts() == 1);
    CHECK(squashed["replaces"].size() == 18);
    CHECK(squashed["schema_differences"].empty());
    CHECK(squashed["row_differences"].empty());
    CHECK(squashed["objects_moved"].size() == 23);
    CHECK(squashed["objects_kept"].empty());
    const auto rows = squashed["seed_rows"].get<std::map<std::string, int>>();
    CHECK(rows == std::map<std::string, int>{{"annotation_sources", 7},
                                             {"evidence_weights", 6},
                                             {"gene_normalization_log", 2},
                                             {"gene_normalization_staging", 2}});
}

/// A team goes on working with it.
void follows_with_rows(const History& history, const StoryDatabase& database) {
    database.run(
        "INSERT INTO genes (id, hgnc_id, approved_symbol) VALUES (1, 'HGNC:9008', 'PKD1');"
        "INSERT INTO gene_evidence (gene_id, source_name, confidence) VALUES (1, 'ClinGen', 0.9);");
    if (!database.is_sqlite()) {
        database.run("REFRESH MATERIALIZED VIEW gene_scores");
    }
    history.succeed(database, {"upgrade"});
    CHECK(database.recorded() == Strings{baseline});
    CHECK(database.rows("SELECT tier, genes FROM tier_sizes") == Strings{"core|1"});
    CHECK(history.run(database, {"check", "--drift"}).status == 0);
}

void second_squash(const std::string& dialect) {
    const History history;
    const StoryDatabase never_saw_it(dialect);
    const StoryDatabase inside(dialect);
    const StoryDatabase fresh(dialect);
    history.succeed(never_saw_it, {"upgrade"});
    history.succeed(inside, {"upgrade", on_a_branch});
    squash_is_proven(history, never_saw_it);

    history.succeed(fresh, {"upgrade"});
    history.succeed(inside, {"upgrade"});
    CHECK(never_saw_it.recorded() == Strings{head});
    CHECK(inside.recorded() == Strings{baseline});
    CHECK(fresh.recorded() == Strings{baseline});
    has_what_the_story_tells_of(never_saw_it);
    has_what_the_story_tells_of(fresh);
    const Strings chain = settled_contents(never_saw_it);
    CHECK(settled_contents(fresh) == chain);
    CHECK(settled_contents(inside) == chain);
    const Result difference =
        run({"schema", "diff", never_saw_it.url(), fresh.url(), "--next-values"});
    CHECK(difference.out.empty());
    CHECK(difference.status == 0);

    follows_with_rows(history, never_saw_it);
}

}  // namespace

TEST_CASE("SQLite: eighteen revisions with a branch and 22 views become one", "[story][sqlite]") {
    second_squash("sqlite");
}

TEST_CASE("PostgreSQL: eighteen revisions with a branch and 22 views become one",
          "[story][servers]") {
    second_squash("postgresql");
}
