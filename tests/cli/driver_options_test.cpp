#include "cli/driver_options.hpp"

#include <retort/error.hpp>

#include "support/catch.hpp"

using retort::cli::libpq_uri;
using retort::cli::mysql_options;
using retort::cli::parse_url;
using retort::cli::postgresql_options;

namespace {

std::string postgresql(const std::string& url) {
    return libpq_uri(postgresql_options(parse_url(url, "`--url`", "")));
}

std::string mysql(const std::string& url) {
    return mysql_options(parse_url(url, "`--url`", ""));
}

template <class Read>
std::string refusal(Read read, const std::string& url) {
    try {
        return read(url);
    } catch (const retort::UsageError& error) {
        CHECK(error.kind() == retort::ErrorKind::configuration);
        return error.what();
    }
}

const std::string pg_start =
    "postgresql://?fallback_application_name=retort&client_encoding=UTF8&connect_timeout=10";

}  // namespace

TEST_CASE("libpq gets everything of a URL percent-encoded anew", "[cli]") {
    CHECK(postgresql("postgresql://me%40here:p%20w'\\%2F%25@db.example:5433/my%20genes") ==
          pg_start +
              "&host=db.example&port=5433&user=me%40here&password=p%20w%27%5C%2F%25"
              "&dbname=my%20genes");
}

TEST_CASE("libpq gets nothing for what a URL leaves out", "[cli]") {
    CHECK(postgresql("postgresql:///genes") == pg_start + "&dbname=genes");
    CHECK(postgresql("postgresql://db.example") == pg_start + "&host=db.example");
}

TEST_CASE("libpq gets an address without its brackets", "[cli]") {
    CHECK(postgresql("postgresql://[::1]:5432/genes") ==
          pg_start + "&host=%3A%3A1&port=5432&dbname=genes");
}

TEST_CASE("a query beats the address of its URL and the defaults", "[cli]") {
    CHECK(postgresql("postgresql://other/genes?host=/run/pg&sslmode=require&connect_timeout=3") ==
          "postgresql://?fallback_application_name=retort&client_encoding=UTF8&connect_timeout=3"
          "&host=%2Frun%2Fpg&dbname=genes&sslmode=require");
}

TEST_CASE("SOCI gets the values for MySQL in quotes", "[cli]") {
    CHECK(mysql("mysql://me%40here:p%20w'\\%2F@db.example:3307/my%20genes") ==
          "charset='utf8mb4' connect_timeout='10' host='db.example' port='3307' user='me@here' "
          "password='p w\\'\\\\/' db='my genes'");
    CHECK(mysql("mariadb://me@localhost/genes?unix_socket=/run/my%20sql&charset=latin1") ==
          "charset='latin1' connect_timeout='10' user='me' db='genes' unix_socket='/run/my sql'");
}

TEST_CASE("a port of localhost is a port, and not forgotten for a socket", "[cli]") {
    CHECK(mysql("mysql://localhost:3307/genes") ==
          "charset='utf8mb4' connect_timeout='10' host='127.0.0.1' port='3307' db='genes'");
    CHECK(mysql("mysql://localhost/genes") ==
          "charset='utf8mb4' connect_timeout='10' host='localhost' db='genes'");
}

TEST_CASE("an option that SOCI's MySQL does not know is named with those it knows", "[cli]") {
    CHECK(refusal(mysql, "mysql://me:secret@db/genes?char_set=utf8mb4") ==
          "The URL of mysql://me@db/genes has an option 'char_set', which the driver does not "
          "know. Did you mean charset? The options are unix_socket, sslca, sslcert, sslkey, "
          "charset, local_infile, connect_timeout, read_timeout and write_timeout.");
    CHECK(refusal(mysql, "mysql://db/genes?reconnect=1").find("option 'reconnect'") !=
          std::string::npos);
}

TEST_CASE("a NUL does not cut a value short", "[cli]") {
    CHECK(refusal(mysql, "mysql://me:sec%00ret@db/genes") ==
          "The URL of mysql://me@db/genes has a NUL (`%00`) in its password, which cannot be "
          "passed to the driver. Take it out.");
    CHECK(refusal(postgresql, "postgresql://me@db/genes?options=%00") ==
          "The URL of postgresql://me@db/genes has a NUL (`%00`) in its options, which cannot be "
          "passed to the driver. Take it out.");
}
