#include "conformance/fixture.hpp"

using namespace retort_test;

namespace {

std::string one_text(const Strings& statements) {
    std::string text;
    for (const std::string& statement : statements) {
        text += statement + ";\n";
    }
    return text;
}

std::string asked(soci::session& session, const std::string& query) {
    std::string answer;
    session << query, soci::into(answer);
    return answer;
}

}  // namespace

TEST_CASE("what a script sets reaches neither the next revision nor the caller", "[session]") {
    const std::string section =
        GENERATE("-- retort:upgrade\n", "-- retort:upgrade no_transaction\n");
    CAPTURE(section);
    Fixture f;
    const Traits& traits = f.place->traits();
    const std::string before = asked(*f.session, traits.session_query);
    std::string inside;
    auto migrator = f.migrator(
        {Source(script_text("aaa", "", section + one_text(traits.change_session))),
         Source(function("bbb", "aaa",
                         [&](soci::session& sql) { inside = asked(sql, traits.session_query); })),
         Source(table("ccc", "bbb"))});
    CHECK(migrator.upgrade().steps.size() == 3);
    CHECK(inside == before);
    CHECK(asked(*f.session, traits.session_query) == before);
    CHECK(f.contents() == Strings{"table ccc (x)"});
    CHECK(migrator.check().empty());
}

TEST_CASE("what a failing script set is put back", "[session]") {
    const std::string section =
        GENERATE("-- retort:upgrade\n", "-- retort:upgrade no_transaction\n");
    Fixture f;
    const Traits& traits = f.place->traits();
    const std::string before = asked(*f.session, traits.session_query);
    auto migrator = f.migrator({script_text(
        "aaa", "",
        section + one_text(traits.change_session) + "INSERT INTO nowhere VALUES (1);\n")});
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::statement);
    CHECK(asked(*f.session, traits.session_query) == before);
}

TEST_CASE("what the caller set stays", "[session]") {
    Fixture f;
    const Traits& traits = f.place->traits();
    if (f.dialect() == Dialect::postgresql) {
        f.run({"CREATE SCHEMA elsewhere"});
    }
    *f.session << traits.change_session.front() + (f.dialect() == Dialect::postgresql
                                                       ? "2"  // a schema of another name
                                                       : "");
    const std::string before = asked(*f.session, traits.session_query);
    f.migrator({table("aaa", "")}).upgrade();
    CHECK(asked(*f.session, traits.session_query) == before);
}

TEST_CASE("a temporary table ends with its revision", "[session]") {
    Fixture f;
    const std::string text =
        "CREATE TEMPORARY TABLE scratch (x INTEGER);\nINSERT INTO scratch VALUES (1);\n";
    auto migrator = f.migrator({upgrade_only("aaa", "", text), upgrade_only("bbb", "aaa", text)});
    CHECK(migrator.upgrade().steps.size() == 2);
    CHECK_THROWS_AS(*f.session << "DELETE FROM scratch", soci::soci_error);
    CHECK(f.contents().empty());
}

TEST_CASE("the caller's temporary table stays", "[session]") {
    Fixture f;
    *f.session << "CREATE TEMPORARY TABLE scratch (x INTEGER)";
    *f.session << "INSERT INTO scratch VALUES (42)";
    f.migrator({upgrade_only("aaa", "", "CREATE TEMPORARY TABLE other (x INTEGER);\n")}).upgrade();
    CHECK(asked(*f.session, "SELECT x FROM scratch") == "42");
}
