#include "dialect/mysql/second_connection.hpp"

#include <initializer_list>
#include <new>

namespace retort::dialect::mysql {
namespace {

void copy_text(MYSQL* from, MYSQL* to, mysql_option option) {
    const char* value = nullptr;
    if (mysql_get_option(from, option, &value) == 0 && value != nullptr) {
        mysql_options(to, option, value);
    }
}

template <class Number>
void copy_number(MYSQL* from, MYSQL* to, mysql_option option) {
    Number value{};
    if (mysql_get_option(from, option, &value) == 0 && value != Number{}) {
        mysql_options(to, option, &value);
    }
}

/// Where the session has none of its own.
constexpr unsigned connect_timeout_s = 10;

void copy_options(MYSQL* from, MYSQL* to) {
    mysql_options(to, MYSQL_OPT_CONNECT_TIMEOUT, &connect_timeout_s);
    for (const mysql_option option :
         {MYSQL_OPT_SSL_KEY, MYSQL_OPT_SSL_CERT, MYSQL_OPT_SSL_CA, MYSQL_OPT_SSL_CAPATH,
          MYSQL_OPT_SSL_CIPHER, MYSQL_OPT_SSL_CRL, MYSQL_OPT_SSL_CRLPATH, MYSQL_OPT_BIND,
          MYSQL_PLUGIN_DIR, MYSQL_DEFAULT_AUTH}) {
        copy_text(from, to, option);
    }
    for (const mysql_option option : {MYSQL_OPT_CONNECT_TIMEOUT, MYSQL_OPT_PROTOCOL}) {
        copy_number<unsigned>(from, to, option);
    }
#ifdef MARIADB_PACKAGE_VERSION
    copy_number<my_bool>(from, to, MYSQL_OPT_SSL_ENFORCE);
    copy_number<my_bool>(from, to, MYSQL_OPT_SSL_VERIFY_SERVER_CERT);
#else
    copy_number<unsigned>(from, to, MYSQL_OPT_SSL_MODE);
#endif
    mysql_options(to, MYSQL_SET_CHARSET_NAME, "utf8mb4");
}

}  // namespace

OwnConnection second_connection(MYSQL* handle) {
    OwnConnection own(mysql_init(nullptr));
    if (own == nullptr) {
        throw std::bad_alloc();
    }
    copy_options(handle, own.get());
    mysql_real_connect(own.get(), handle->host, handle->user, handle->passwd, nullptr, handle->port,
                       handle->unix_socket, 0);
    return own;
}

}  // namespace retort::dialect::mysql
