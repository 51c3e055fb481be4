#include "script/moment.hpp"
#include "support/catch.hpp"

using namespace retort;
using script::Moment;
using script::moment_function;

namespace {

Moment kind(const std::string& text, Dialect dialect = Dialect::sqlite) {
    return moment_function(text, dialect).kind;
}

}  // namespace

TEST_CASE("what the clock gives is told from what it does not", "[script]") {
    CHECK(kind("CURRENT_TIMESTAMP") == Moment::clock);
    CHECK(kind("datetime('now', '+1 day')") == Moment::clock);
    CHECK(kind("strftime('%s', 'NOW')") == Moment::clock);
    CHECK(kind("unixepoch()") == Moment::clock);
    CHECK(kind("now()", Dialect::postgresql) == Moment::clock);
    CHECK(kind("LOCALTIMESTAMP", Dialect::postgresql) == Moment::clock);
    CHECK(kind("UTC_DATE", Dialect::mysql) == Moment::clock);
    CHECK(kind("date('2020-01-01')") == Moment::none);
    CHECK(kind("datetime(made, '+1 day')") == Moment::none);
    CHECK(kind("INSERT INTO t (now, unix_timestamp, utc_date) VALUES ('now()', 1, 2)") ==
          Moment::none);
    CHECK(kind("'CURRENT_TIMESTAMP' -- now()") == Moment::none);
}

TEST_CASE("what chance gives is told, with its name as it is written", "[script]") {
    CHECK(kind("hex(randomblob(8))") == Moment::chance);
    CHECK(moment_function("abs(RANDOM() % 2)", Dialect::sqlite).name == "RANDOM");
    CHECK(kind("gen_random_uuid()", Dialect::postgresql) == Moment::chance);
    CHECK(kind("UUID()", Dialect::mysql) == Moment::chance);
    CHECK(kind("random") == Moment::none);
    CHECK(kind("\"random\"(1)") == Moment::none);
}

TEST_CASE("who runs a script, and when it was read, is of the moment on PostgreSQL", "[script]") {
    const auto postgresql = [](const std::string& text) { return kind(text, Dialect::postgresql); };
    CHECK(postgresql("CURRENT_USER") == Moment::clock);
    CHECK(postgresql("INSERT INTO t VALUES (user)") == Moment::clock);
    CHECK(postgresql("SELECT t.user, 1 AS user, \"user\" FROM t") == Moment::none);
    CHECK(postgresql("'today'::date") == Moment::clock);
    CHECK(postgresql("timestamp 'now'") == Moment::clock);
    CHECK(postgresql("INSERT INTO t VALUES ('today')") == Moment::none);
    CHECK(postgresql("uuidv7()") == Moment::chance);
    CHECK(kind("SELECT user", Dialect::mysql) == Moment::none);
}
