#include "conformance/fixture.hpp"

using namespace retort_test;

TEST_CASE("stamp records and runs nothing", "[stamp]") {
    Fixture f;
    auto migrator = f.migrator(two_tables());
    CHECK(migrator.stamp({"bbb"}) == Strings{"bbb"});
    CHECK(f.contents().empty());
    CHECK(f.record() == Record{{"bbb"}, {"aaa|stamped", "bbb|stamped"}, {"|stamp|done||bbb"}, {}});
    CHECK(migrator.stamp({"aaa"}) == Strings{"aaa"});
    CHECK(f.record() ==
          Record{{"aaa"}, {"aaa|stamped"}, {"|stamp|done||bbb", "|stamp|done|bbb|aaa"}, {}});
    CHECK(revisions_of(migrator.upgrade()) == Strings{"bbb"});
    CHECK(f.contents() == Strings{"table bbb (x)"});
    CHECK(migrator.stamp({"base"}).empty());
    CHECK(f.record().applied.empty());
}

TEST_CASE("stamp keeps other lines, and purge forgets what nobody knows", "[stamp]") {
    Fixture f;
    f.migrator({table("aaa", ""), table("old", "")}).upgrade();
    auto migrator = f.migrator(two_tables());
    CHECK(error_of([&] { migrator.stamp({"bbb"}); }).kind() == ErrorKind::unknown);
    CHECK(f.heads() == Strings{"aaa", "old"});
    CHECK(migrator.stamp({"bbb"}, true) == Strings{"bbb"});
    CHECK(f.record().applied == Strings{"aaa|stamped", "bbb|stamped"});
    CHECK(migrator.check().empty());
    CHECK(f.contents() == Strings{"table aaa (x)", "table old (x)"});
}
