#include "consolidation.hpp"
#include "data.hpp"
#include "story_database.hpp"

#include "cli/support.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <sstream>

using namespace retort_test;
using nlohmann::json;
using Strings = std::vector<std::string>;

namespace {

/// The example's steps, on a database and in a folder of the test's own.
struct Consolidation {
    explicit Consolidation(const std::string& dialect) : database(dialect) {}

    bool has(const std::string& file) const { return boost::filesystem::exists(folder.file(file)); }

    StoryDatabase database;
    TemporaryFolder folder;
    std::ostringstream said;
    Project project{database.url(), database.url(), folder.path(), said};
};

Strings row_counts(const StoryDatabase& database) {
    return database.rows(
        "SELECT (SELECT count(*) FROM genes), (SELECT count(*) FROM gene_annotations), "
        "(SELECT count(*) FROM gene_evidence)");
}

/// How many rows refer to a gene that is not there, are there twice, and lack what they must have.
Strings unsound_rows(const StoryDatabase& database) {
    return database.rows(R"(
SELECT (SELECT count(*) FROM gene_annotations LEFT JOIN genes ON genes.id = gene_id
        WHERE genes.id IS NULL),
       (SELECT count(*) FROM gene_evidence LEFT JOIN genes ON genes.id = gene_id
        WHERE genes.id IS NULL),
       (SELECT count(*) - count(DISTINCT hgnc_id) FROM genes),
       (SELECT count(*) - count(DISTINCT approved_symbol) FROM genes),
       (SELECT count(*) FROM (SELECT 1 FROM gene_annotations GROUP BY gene_id, source
                              HAVING count(*) > 1) AS twice),
       (SELECT count(*) FROM genes WHERE hgnc_id IS NULL OR approved_symbol IS NULL),
       (SELECT count(*) FROM gene_annotations
        WHERE gene_id IS NULL OR source IS NULL OR annotations IS NULL),
       (SELECT count(*) FROM gene_evidence WHERE gene_id IS NULL OR confidence IS NULL))");
}

constexpr int found_something = 3;
const Strings none_unsound{"0|0|0|0|0|0|0|0"};

Strings view(const StoryDatabase& database) {
    return database.rows(
        "SELECT approved_symbol, percentile FROM string_ppi_percentiles "
        "ORDER BY percentile DESC, approved_symbol LIMIT 3");
}

json document(const Consolidation& at, Strings words, int status) {
    words.insert(words.end(), {"--json", "--url", at.database.url(), "--scripts",
                               at.folder.file("migrations"), "--objects", at.folder.file("views")});
    const Result result = run(words);
    CAPTURE(result.out, result.err);
    REQUIRE(result.status == status);
    return json::parse(result.out);
}

/// What nobody should do: without the foreign keys that would take the gene's records with it.
void lose_a_gene(const StoryDatabase& database) {
    const char* const unguarded = database.is_sqlite() ? "PRAGMA foreign_keys = OFF;"
                                                       : "SET session_replication_role = replica;";
    database.run(std::string(unguarded) + " DELETE FROM genes WHERE id = 7;");
}

/// Schema and rows as they were, and what they are looked at for.
struct Stock {
    explicit Stock(const StoryDatabase& database)
        : contents(database.contents()), best(view(database)) {}

    void is_unchanged_in(const StoryDatabase& database) const {
        CHECK((database.contents() == contents));
        CHECK(row_counts(database) == Strings{"4833|33663|6555"});
        CHECK(unsound_rows(database) == none_unsound);
        CHECK(view(database) == best);
    }

    Strings contents;
    Strings best;
};

void goes_forward(const Consolidation& at, const Stock& stock) {
    squash(at.project);
    CHECK(at.has("migrations/000_consolidated_schema_the_first_eight_revisions.sql"));
    CHECK(at.has("migrations/archive/86bdb75bc293_add_string_ppi_percentiles_view.sql"));
    CHECK(at.has("views/string_ppi_percentiles.sql"));
    rehearse(at.project);
    CHECK(at.database.recorded() == Strings{"fix_gene_norm_log"});

    apply(at.project);
    check(at.project);
    CHECK(at.database.recorded() == Strings{"000_consolidated_schema"});
    stock.is_unchanged_in(at.database);
}

void comes_back(const Consolidation& at, const Stock& stock) {
    roll_back(at.project);
    check(at.project);
    CHECK(at.database.recorded() == Strings{"fix_gene_norm_log"});
    CHECK_FALSE(at.has("views/string_ppi_percentiles.sql"));
    CHECK(at.has("migrations/86bdb75bc293_add_string_ppi_percentiles_view.sql"));
    stock.is_unchanged_in(at.database);

    const json log = document(at, {"log"}, 0);
    REQUIRE(log.size() == 10);
    CHECK(log[8]["action"] == "squash");
    CHECK(log[8]["heads_after"] == json{"000_consolidated_schema"});
    CHECK(log[9]["action"] == "unsquash");
    CHECK(log[9]["heads_after"] == json{"fix_gene_norm_log"});
}

void a_lost_gene_is_found(const Consolidation& at) {
    lose_a_gene(at.database);
    const json found =
        document(at, {"validate", "--compare", at.folder.file("rows.json")}, found_something);
    CHECK(found["changed"] == json{{{"table", "genes"}, {"before", 4833}, {"after", 4832}}});
    std::map<std::string, std::string> problems;
    for (const json& problem : found["problems"]) {
        CHECK(problem["kind"] == "foreign_key");
        problems[problem["table"]] = problem["detail"];
    }
    REQUIRE(problems.size() == 2);
    CHECK_THAT(problems["gene_annotations"], ContainsSubstring("7 rows"));
    CHECK_THAT(problems["gene_evidence"], ContainsSubstring("2 rows"));
}

void consolidate(const std::string& dialect) {
    const Consolidation at(dialect);
    build(at.project);
    take_stock(at.project);
    REQUIRE(row_counts(at.database) == Strings{"4833|33663|6555"});
    REQUIRE(unsound_rows(at.database) == none_unsound);
    const Stock stock(at.database);
    REQUIRE(stock.best.size() == 3);

    goes_forward(at, stock);
    comes_back(at, stock);
    a_lost_gene_is_found(at);

    restore(at.project);
    check(at.project);
    CHECK(at.database.recorded() == Strings{"fix_gene_norm_log"});
    stock.is_unchanged_in(at.database);
}

}  // namespace

TEST_CASE("SQLite: eight revisions become one under a database in use, and come back",
          "[story][sqlite]") {
    consolidate("sqlite");
}

TEST_CASE("PostgreSQL: eight revisions become one under a database in use, and come back",
          "[story][servers]") {
    consolidate("postgresql");
}
