#include "dialect/mysql/fingerprint.hpp"

#include "support/catch.hpp"

using namespace retort::dialect::mysql;
using retort::dialect::Verdict;

namespace {

const CatalogEntry no_entry;
const CatalogEntry old{"old", true};
const CatalogEntry fresh{"new", true};
const CatalogEntry steps{"old", false};

Verdict judged(const char* statement, const CatalogEntries& before, const CatalogEntries& now) {
    return verdict(catalog_change(statement), before, now);
}

Verdict refused(const char* statement, const CatalogEntries& before, const CatalogEntries& now) {
    return verdict_of_refused(catalog_change(statement), before, now);
}

}  // namespace

TEST_CASE("an interrupted statement took effect where the catalog differs", "[dialect]") {
    CHECK(judged("CREATE TABLE t (a INT)", {no_entry}, {fresh}) == Verdict::done);
    CHECK(judged("CREATE TABLE t (a INT)", {no_entry}, {no_entry}) == Verdict::not_done);
    CHECK(judged("ALTER TABLE t ADD b INT", {old}, {fresh}) == Verdict::done);
    CHECK(judged("ALTER TABLE t ADD b INT", {old}, {old}) == Verdict::not_done);
    CHECK(judged("ALTER TABLE t RENAME u", {old, no_entry}, {no_entry, old}) == Verdict::done);
    CHECK(judged("RENAME TABLE t TO u", {old, no_entry}, {no_entry, old}) == Verdict::done);
    CHECK(judged("RENAME TABLE t TO u", {old, no_entry}, {old, no_entry}) == Verdict::not_done);
    CHECK(judged("DROP TABLE t", {old}, {no_entry}) == Verdict::done);
    CHECK(judged("DROP TABLE t, u", {old, old}, {no_entry, no_entry}) == Verdict::done);
    CHECK(judged("DROP TABLE t, u", {old, old}, {old, old}) == Verdict::not_done);
    CHECK(judged("CREATE OR REPLACE TABLE t (a INT)", {old}, {no_entry}) == Verdict::not_done);
    CHECK(judged("CREATE OR REPLACE VIEW v AS SELECT 1", {old}, {old}) == Verdict::not_done);
}

TEST_CASE("where the catalog does not decide, nobody knows", "[dialect]") {
    CHECK(judged("DROP TABLE t, u", {old, old}, {no_entry, old}) == Verdict::unknown);
    CHECK(judged("DROP DATABASE d", {old}, {old}) == Verdict::unknown);
    CHECK(judged("CREATE OR REPLACE TABLE t (a INT)", {old}, {old}) == Verdict::unknown);
    CHECK(judged("ALTER TABLE t ADD b INT", {steps}, {fresh}) == Verdict::unknown);
    CHECK(judged("ALTER TABLE t ADD b INT", {old}, {no_entry}) == Verdict::unknown);
    CHECK(judged("RENAME TABLE a TO t, b TO a, t TO b", {old, no_entry, old, old, no_entry, old},
                 {old, no_entry, old, old, no_entry, old}) == Verdict::unknown);
    CHECK(judged("TRUNCATE t", {}, {}) == Verdict::unknown);
    CHECK(judged("CALL p()", {}, {}) == Verdict::unknown);
}

TEST_CASE("a statement that was refused left nothing where the catalog is the same", "[dialect]") {
    CHECK(refused("ALTER TABLE t ADD b INT", {steps}, {steps}) == Verdict::not_done);
    CHECK(refused("DROP TABLE t, u", {old, no_entry}, {no_entry, no_entry}) == Verdict::unknown);
    CHECK(refused("TRUNCATE t", {}, {}) == Verdict::not_done);
    CHECK(refused("CALL p()", {}, {}) == Verdict::unknown);
}

TEST_CASE("a fingerprint is stored as a text", "[dialect]") {
    const CatalogEntries entries = {no_entry, old, steps};
    const CatalogEntries again = entries_of("absent\nold\nold in steps\n");
    CHECK(again == entries);
    CHECK(again[1].atomic);
    CHECK_FALSE(again[2].atomic);
    CHECK(entries_of("").empty());
}
