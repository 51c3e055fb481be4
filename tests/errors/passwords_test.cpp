#include "errors/passwords.hpp"
#include "errors/text.hpp"
#include "support/catch.hpp"

using retort::errors::shortened;
using retort::errors::without_passwords;

TEST_CASE("the password of a URL is hidden wherever the URL stands", "[errors]") {
    CHECK(without_passwords("postgresql://u:S3cret@h/db") == "postgresql://u:***@h/db");
    CHECK(without_passwords("no 'mysql://u:S3cret@h:3306/db' here, nor a://b:c@d.") ==
          "no 'mysql://u:***@h:3306/db' here, nor a://b:***@d.");
    CHECK(without_passwords("postgresql://:S3cret@h") == "postgresql://:***@h");
    CHECK(without_passwords("url \"postgresql://u:S3cret@h\"") == "url \"postgresql://u:***@h\"");
}

TEST_CASE("a password with signs that should be encoded is hidden whole", "[errors]") {
    for (const std::string password :
         {"S3/cret", "S3@cret", "S3:cret", "S3'cret", "S3?#c\"", "12/3"}) {
        CAPTURE(password);
        CHECK(without_passwords("postgresql://u:" + password + "@h/db") ==
              "postgresql://u:***@h/db");
    }
    CHECK(without_passwords("postgresql://u@corp:S3cret@h/db") == "postgresql://u@corp:***@h/db");
}

TEST_CASE("a password that was cut off before its @ is hidden", "[errors]") {
    CHECK(without_passwords("postgresql://u:S3cr") == "postgresql://u:***");
    CHECK(without_passwords("'postgresql://u:S3cr...'.") == "'postgresql://u:***...'.");
    CHECK(without_passwords("postgresql://u:12S3cr") == "postgresql://u:***");
    const std::string url = "postgresql://u:" + std::string(300, 's') + "@h/db";
    CHECK(shortened("SELECT '" + url + "'") == "SELECT 'postgresql://u:***@h/db'");
    CHECK(retort::errors::in_quotes(url) == "'postgresql://u:***@h/db'");
}

TEST_CASE("the password among options is hidden", "[errors]") {
    CHECK(without_passwords("postgresql://host=h password=S3cret dbname=d") ==
          "postgresql://host=h password=*** dbname=d");
    CHECK(without_passwords("mysql://db=d user=u pass='S3 cr\\'et'") ==
          "mysql://db=d user=u pass=***");
    CHECK(without_passwords("PASSWORD=\"S3 cret\" host=h") == "PASSWORD=*** host=h");
    CHECK(without_passwords("'postgresql://h/d?passwd=S3cret&sslpassword=more'.") ==
          "'postgresql://h/d?passwd=***&sslpassword=***'.");
    CHECK(without_passwords("password='S3cret") == "password=***");
}

TEST_CASE("text without a password stays as it is", "[errors]") {
    for (const std::string text : {
             "",
             "a:b@c",
             "reports@head",
             "sqlite:///app.db",
             "sqlite:////tmp/a:b",
             "postgresql://h:5432/db, or label@head",
             "'postgresql://u@h:5432'.",
             "postgresql://[::1]:5432/db",
             "postgresql://u@h/db",
             "the unknown scheme `postgres://`. Known are `sqlite` and `mysql`.",
             "postgresql://u:***@h/db",
             "'postgresql://u:***'",
             "://",
             "compass=north, trespass=1",
             "password= ",
             "WHERE password = ?",
         }) {
        CAPTURE(text);
        CHECK(without_passwords(text) == text);
    }
}
