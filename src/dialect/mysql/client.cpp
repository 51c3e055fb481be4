#include "dialect/mysql/client.hpp"

#include <fmt/format.h>

#include <utility>

namespace retort::dialect::mysql {
namespace {

void add_secrecy(MYSQL* handle, std::vector<std::string>& arguments) {
    for (const auto& [option, name] :
         {std::pair(MYSQL_OPT_SSL_KEY, "--ssl-key"), std::pair(MYSQL_OPT_SSL_CERT, "--ssl-cert"),
          std::pair(MYSQL_OPT_SSL_CA, "--ssl-ca"), std::pair(MYSQL_OPT_SSL_CAPATH, "--ssl-capath"),
          std::pair(MYSQL_OPT_SSL_CIPHER, "--ssl-cipher")}) {
        const char* value = nullptr;
        if (mysql_get_option(handle, option, &value) == 0 && value != nullptr) {
            arguments.push_back(fmt::format("{}={}", name, value));
        }
    }
#ifdef MARIADB_PACKAGE_VERSION
    my_bool is_enforced = 0;
    if (mysql_get_option(handle, MYSQL_OPT_SSL_ENFORCE, &is_enforced) == 0 && is_enforced != 0) {
        arguments.emplace_back("--ssl");
    }
    my_bool is_verified = 0;
    if (mysql_get_option(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &is_verified) == 0 &&
        is_verified != 0) {
        arguments.emplace_back("--ssl-verify-server-cert");
    }
#endif
}

}  // namespace

ClientProgram client_on(Connection& connection, const char* mariadb, const char* mysql) {
    MYSQL* const handle = connection.handle();
    ClientProgram program;
    program.name = connection.is_mariadb() ? mariadb : mysql;
    program.arguments = {"--no-defaults", "--default-character-set=utf8mb4"};
    if (handle->unix_socket != nullptr) {
        program.arguments.insert(
            program.arguments.end(),
            {"--protocol=socket", fmt::format("--socket={}", handle->unix_socket)});
    } else {
        program.arguments.insert(
            program.arguments.end(),
            {"--protocol=tcp",
             fmt::format("--host={}", handle->host == nullptr ? "" : handle->host),
             fmt::format("--port={}", handle->port)});
    }
    if (handle->user != nullptr) {
        program.arguments.push_back(fmt::format("--user={}", handle->user));
    }
    program.environment["MYSQL_PWD"] = handle->passwd == nullptr ? "" : handle->passwd;
    add_secrecy(handle, program.arguments);
    return program;
}

}  // namespace retort::dialect::mysql
