#include "cli/url.hpp"

#include <retort/error.hpp>

#include "support/catch.hpp"

using retort::Dialect;
using retort::cli::parse_url;
using retort::cli::shown;
using retort::cli::Url;

namespace {

Url parsed(const std::string& text, const std::string& folder = "") {
    return parse_url(text, "`--url`", folder);
}

std::string refusal(const std::string& text) {
    try {
        parsed(text);
    } catch (const retort::UsageError& error) {
        CHECK(error.kind() == retort::ErrorKind::configuration);
        return error.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("three slashes name a relative file and four an absolute one", "[cli]") {
    CHECK(parsed("sqlite:///app.db").file == "app.db");
    CHECK(parsed("sqlite:///data/app.db").file == "data/app.db");
    CHECK(parsed("sqlite:////var/lib/app.db").file == "/var/lib/app.db");
    CHECK(parsed("SQLite:///app.db").file == "app.db");
}

TEST_CASE("two slashes alone are a database in memory", "[cli]") {
    CHECK(parsed("sqlite://").file.empty());
    CHECK(parsed("sqlite:///:memory:").file.empty());
    CHECK_FALSE(parsed("sqlite://").soci_options);
}

TEST_CASE("a relative file is relative to the folder of what names it", "[cli]") {
    CHECK(parsed("sqlite:///app.db", "conf").file == "conf/app.db");
    CHECK(parsed("sqlite:////app.db", "conf").file == "/app.db");
}

TEST_CASE("a file name is percent-decoded", "[cli]") {
    CHECK(parsed("sqlite:///a%20b%3F%23%C3%A4.db").file == "a b?#\xC3\xA4.db");
    CHECK(parsed("sqlite:///a=b c.db").file == "a=b c.db");
}

TEST_CASE("a server's URL has all its parts decoded", "[cli]") {
    const Url url = parsed("postgresql://me%40here:p%3Aw%2F@db.example:5433/genes?a=1&host=%2Ftmp");
    CHECK(url.dialect == Dialect::postgresql);
    CHECK(url.user == "me@here");
    CHECK(url.password == "p:w/");
    CHECK(url.host == "db.example");
    CHECK(url.port == 5433);
    CHECK(url.database == "genes");
    using Query = std::vector<std::pair<std::string, std::string>>;
    CHECK(url.query == Query{{"a", "1"}, {"host", "/tmp"}});
}

TEST_CASE("mysql and mariadb are one dialect", "[cli]") {
    CHECK(parsed("mysql://u:p@h/d").dialect == Dialect::mysql);
    CHECK(parsed("mariadb://u:p@h/d").dialect == Dialect::mysql);
}

TEST_CASE("a host may be an address in brackets", "[cli]") {
    const Url url = parsed("postgresql://[::1]:5432/genes");
    CHECK(url.host == "[::1]");
    CHECK(url.port == 5432);
}

TEST_CASE("SOCI's own form is passed on as it is", "[cli]") {
    CHECK(parsed("sqlite3://db=app.db timeout=2").soci_options == "db=app.db timeout=2");
    CHECK(parsed("sqlite://db=app.db").soci_options == "db=app.db");
    CHECK(parsed("mysql://db=app user=me password=secret").soci_options ==
          "db=app user=me password=secret");
}

TEST_CASE("a password is not in what is shown of a URL", "[cli]") {
    CHECK(shown(parsed("postgresql://me:secret@db:5433/genes?password=secret")) ==
          "postgresql://me@db:5433/genes");
    CHECK(shown(parsed("mysql://db=app password=secret")) == "mysql://...");
    CHECK(shown(parsed("sqlite:////var/app.db")) == "sqlite:////var/app.db");
    CHECK(shown(parsed("sqlite://")) == "sqlite://");
}

TEST_CASE("a URL that cannot be right is refused without quoting it", "[cli]") {
    CHECK(refusal("app.db") ==
          "`--url` is not a URL: it has no `://`. A file is named as `sqlite:///relative.db` or "
          "`sqlite:////absolute/path.db`.");
    CHECK(refusal("me:secret@host://x") == refusal("app.db"));
    CHECK(refusal("postgres://me:secret@db/genes") ==
          "`--url` begins with the unknown scheme `postgres://`. Did you mean `postgresql`? Known "
          "are `sqlite`, `sqlite3`, `postgresql`, `mysql` and `mariadb`.");
    CHECK(refusal("sqlite://app.db") ==
          "`--url` does not name an SQLite file. Write three slashes before a relative path "
          "(`sqlite:///app.db`), four before an absolute one, and `sqlite://` alone for a database "
          "in memory.");
    CHECK(refusal("sqlite:///") == refusal("sqlite://app.db"));
    CHECK(refusal("sqlite:///app.db?mode=ro") ==
          "`--url` has options after a `?`, and SQLite URLs take none. A `?` in a file name is "
          "written `%3F`.");
    CHECK(refusal("sqlite:///50%.db") ==
          "`--url` has a `%` that is not followed by two hexadecimal digits of a character. A `%` "
          "itself is written `%25`.");
    CHECK(refusal("postgresql://me:sec:ret@db:port/genes") ==
          "`--url` has a port that is not a number from 1 to 65535. A `:` in a name or password is "
          "written `%3A`, an `@` `%40`.");
    CHECK(refusal("sqlite:///a\"b.db") ==
          "`--url` names a file with a double quote or a NUL in its path, which cannot be passed "
          "to the driver. Rename the file.");
}
