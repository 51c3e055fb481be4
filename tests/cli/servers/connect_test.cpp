#include "cli/session.hpp"
#include "support/catch.hpp"
#include "support/own_server.hpp"
#include "support/server_client.hpp"

#include <sys/socket.h>

#include <netinet/in.h>
#include <soci/soci.h>
#include <unistd.h>
#include <retort/error.hpp>

#include <stdexcept>

using namespace retort_test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

namespace cli = retort::cli;

/// With everything in it that a URL, libpq or SOCI's options could take for something else.
const std::string awkward = "a b'c\\d\"e%f&g=h?i#j@k:l/m";
const std::string encoded = "a%20b%27c%5Cd%22e%25f%26g%3Dh%3Fi%23j%40k%3Al%2Fm";

bool is_postgresql(const Server& server) {
    return server.kind != "mariadb";
}

std::string value(const std::string& url, const std::string& sql,
                  const retort::dialect::Patience& patience = {}) {
    cli::Database database(cli::parse_url(url, "`--url`", ""), cli::Opening::existing, "retort",
                           patience);
    std::string value;
    database.session() << sql, soci::into(value);
    return value;
}

retort::Error refusal(const std::string& url) {
    try {
        value(url, "SELECT 1");
    } catch (const retort::Error& error) {
        return error;
    }
    throw std::logic_error("the database was opened");
}

/// `scheme://HOST:PORT/DATABASE` of a server, with another user.
std::string url_for(const Server& server, const std::string& user,
                    const std::string& database = {}) {
    return std::string(is_postgresql(server) ? "postgresql" : "mariadb") + "://" + user + "@" +
           server.host + ":" + std::to_string(server.port) + "/" +
           (database.empty() ? server.database : database);
}

std::string shown(const Server& server, const std::string& database = {}) {
    return url_for(server, server.user, database);
}

std::string with_password(const Server& server, const std::string& database = {}) {
    const auto at = server.url.find('@');
    return server.url.substr(0, at) + shown(server, database).substr(shown(server).find('@'));
}

/// A port of this machine where nobody listens.
int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(socket, any, length) == 0);
    REQUIRE(::getsockname(socket, any, &length) == 0);
    ::close(socket);
    return ntohs(address.sin_port);
}

/// Patience that does something when it is first told of the waiting.
retort::dialect::Patience patience_that(std::function<void(const std::string&)> act) {
    return {seconds(60), nullptr,
            [act = std::move(act), done = false](milliseconds, const std::string& reason) mutable {
                if (!done) {
                    done = true;
                    act(reason);
                }
            }};
}

}  // namespace

TEST_CASE("a URL opens its server, whatever the password is", "[cli][servers]") {
    const Server shared = server(GENERATE("postgresql", "mariadb"));
    const auto client = ServerClient::connect(shared);
    if (is_postgresql(shared)) {
        client->rows("DROP ROLE IF EXISTS \"odd user\"");
        client->rows("CREATE ROLE \"odd user\" LOGIN PASSWORD 'a b''c\\d\"e%f&g=h?i#j@k:l/m'");
        CHECK(value(url_for(shared, "odd%20user:" + encoded), "SELECT current_user::text") ==
              "odd user");
        client->rows("DROP ROLE \"odd user\"");
    } else {
        client->rows("DROP USER IF EXISTS 'odd user'@'%'");
        client->rows(
            "CREATE USER 'odd user'@'%' IDENTIFIED BY "
            "'a b''c\\\\d\"e%f&g=h?i#j@k:l/m'");
        client->rows("GRANT ALL ON *.* TO 'odd user'@'%'");
        CHECK(value(url_for(shared, "odd%20user:" + encoded), "SELECT current_user()") ==
              "odd user@%");
        client->rows("DROP USER 'odd user'@'%'");
    }
}

TEST_CASE("a session speaks UTF-8 and PostgreSQL sees who it is", "[cli][servers]") {
    const Server postgresql = server("postgresql");
    CHECK(value(postgresql.url, "SHOW application_name") == "retort");
    CHECK(value(postgresql.url, "SHOW client_encoding") == "UTF8");
    CHECK(value(postgresql.url + "?application_name=other", "SHOW application_name") == "other");
    CHECK(value(server("mariadb").url, "SELECT @@character_set_client") == "utf8mb4");
}

TEST_CASE("a unix socket is named in the query", "[cli][servers]") {
    const Server postgresql = server("postgresql");
    const std::string folder =
        ServerClient::connect(postgresql)->value("SHOW unix_socket_directories");
    CHECK(value(postgresql.url + "?host=" + folder,
                "SELECT coalesce(host(inet_client_addr()), 'socket')") == "socket");
    const Server mariadb = server("mariadb");
    const std::string socket = ServerClient::connect(mariadb)->value("SELECT @@socket");
    CHECK(value(mariadb.url + "?unix_socket=" + socket, "SELECT user()") == "retort@localhost");
}

TEST_CASE("SOCI's own form opens a server too", "[cli][servers]") {
    const Server postgresql = server("postgresql");
    CHECK(value("postgresql://host=127.0.0.1 port=" + std::to_string(postgresql.port) +
                    " user=retort password='" + postgresql.password +
                    "' dbname=retort application_name='two words'",
                "SHOW application_name") == "two words");
    const Server mariadb = server("mariadb");
    CHECK(value("mysql://host=127.0.0.1 port=" + std::to_string(mariadb.port) +
                    " user=retort db=retort password='" + mariadb.password + "'",
                "SELECT database()") == "retort");
}

TEST_CASE("a wrong password is told without it", "[cli][servers]") {
    const Server postgresql = server("postgresql");
    const auto pg = refusal(url_for(postgresql, "retort:s3cret"));
    CHECK(pg.kind() == retort::ErrorKind::connection);
    CHECK(pg.facts().code == "28P01");
    CHECK(std::string(pg.what()) ==
          "The server at " + shown(postgresql) +
              " does not let this user in: password authentication failed for user \"retort\". "
              "Check user and password in the URL, and what the server allows the user from this "
              "machine.");
    const Server mariadb = server("mariadb");
    const auto my = refusal(url_for(mariadb, "retort:s3cret"));
    CHECK(my.facts().code == "1045");
    CHECK(std::string(my.what()) ==
          "The server at " + shown(mariadb) +
              " does not let this user in: Access denied for user 'retort'@'127.0.0.1' (using "
              "password: YES). Check user and password in the URL, and what the server allows the "
              "user from this machine.");
    CHECK(refusal(url_for(server("pgbouncer"), "retort:s3cret")).facts().code == "08P01");
}

TEST_CASE("a database that is not there is told", "[cli][servers]") {
    const Server postgresql = server("postgresql");
    const auto pg = refusal(with_password(postgresql, "nope"));
    CHECK(pg.facts().code == "3D000");
    CHECK(std::string(pg.what()) ==
          "The server has no database as " + shown(postgresql, "nope") +
              " names it: database \"nope\" does not exist. Create it, or correct the name at the "
              "end of the URL.");
    const Server mariadb = server("mariadb");
    const auto my = refusal(with_password(mariadb, "nope"));
    CHECK(my.facts().code == "1049");
    CHECK(std::string(my.what()) ==
          "The server has no database as " + shown(mariadb, "nope") +
              " names it: Unknown database 'nope'. Create it, or correct the name at the end of "
              "the URL.");
}

TEST_CASE("a host that nobody knows is told at once", "[cli][servers]") {
    const std::string kind = GENERATE("postgresql", "mysql");
    const auto error = refusal(kind + "://me:s3cret@no-such-host.invalid/genes");
    CHECK(error.kind() == retort::ErrorKind::connection);
    const std::string start =
        "The host of " + kind + "://me@no-such-host.invalid/genes is not known: ";
    CHECK(std::string(error.what()).substr(0, start.size()) == start);
}

TEST_CASE("a port where nobody listens is told with how long it was tried", "[cli][servers]") {
    const std::string port = std::to_string(free_port());
    CHECK(std::string(refusal("postgresql://me@127.0.0.1:" + port + "/genes").what()) ==
          "No server answered at postgresql://me@127.0.0.1:" + port +
              "/genes within 0.0 s: connection to server at \"127.0.0.1\", port " + port +
              " failed: Connection refused. Start it, or correct host and port in the URL; "
              "--lock-timeout says how long to wait for it.");
    CHECK(refusal("mysql://me@127.0.0.1:" + port + "/genes").facts().code == "2002");
    CHECK(refusal("postgresql:///genes?host=/no/such/folder").kind() ==
          retort::ErrorKind::connection);
}

TEST_CASE("an option with a wrong value is the configuration's fault", "[cli][servers]") {
    CHECK(std::string(refusal(server("postgresql").url + "?sslmode=maybe").what()) ==
          "The options in " + shown(server("postgresql")) +
              " cannot be read: invalid sslmode value: \"maybe\". Correct their values. In SOCI's "
              "own form they are pairs `name=value` with blanks between them, and a value with a "
              "blank stands in single quotes.");
    CHECK(refusal("postgresql://me@h/d?sslmod=require").kind() == retort::ErrorKind::configuration);
    const auto blank = refusal("postgresql://host=h password=s3c ret");
    CHECK(blank.kind() == retort::ErrorKind::configuration);
    CHECK(std::string(blank.what()).find("ret") == std::string::npos);
    CHECK(refusal(server("mariadb").url + "?read_timeout=x").kind() ==
          retort::ErrorKind::configuration);
}

TEST_CASE("a full server is waited for until it has room", "[cli][servers]") {
    const std::string kind = GENERATE("postgresql", "mariadb");
    CAPTURE(kind);
    OwnServer own(kind, 10);
    std::vector<std::unique_ptr<ServerClient>> clients;
    try {
        for (int i = 0; i < 20; ++i) {
            clients.push_back(ServerClient::connect(own.server()));
        }
    } catch (const std::runtime_error&) {
        REQUIRE(clients.size() >= 10);  // it is full
    }
    std::string reason;
    const auto patience = patience_that([&](const std::string& told) {
        reason = told;
        clients.clear();
    });
    CHECK(value(own.server().url, "SELECT 'in'", patience) == "in");
    CHECK(reason ==
          (kind == "postgresql" ? "sorry, too many clients already" : "Too many connections"));
}

TEST_CASE("a server that is not there yet is waited for until it is", "[cli][servers]") {
    OwnServer own(GENERATE("postgresql", "mariadb"));
    own.kill();
    bool waited = false;
    const auto patience = patience_that([&](const std::string&) {
        waited = true;
        own.restart();
    });
    CHECK(value(own.server().url, "SELECT 'in'", patience) == "in");
    CHECK(waited);
}

TEST_CASE("waiting for a server can be cancelled", "[cli][servers]") {
    std::atomic<bool> cancel{false};
    retort::dialect::Patience patience = patience_that([&](const std::string&) { cancel = true; });
    patience.cancel = &cancel;
    const std::string url = "postgresql://me@127.0.0.1:" + std::to_string(free_port()) + "/genes";
    try {
        value(url, "SELECT 1", patience);
        FAIL("it was not cancelled");
    } catch (const retort::Error& error) {
        CHECK(error.kind() == retort::ErrorKind::cancelled);
    }
}
