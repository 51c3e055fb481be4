#include "dialect/database.hpp"
#ifdef RETORT_HAS_MYSQL
#include "dialect/mysql/database.hpp"
#include "dialect/mysql/native.hpp"
#endif
#include "dialect/mysql/script_check.hpp"
#ifdef RETORT_HAS_POSTGRESQL
#include "dialect/postgresql/database.hpp"
#include "dialect/postgresql/native.hpp"
#endif
#include "dialect/postgresql/script_check.hpp"
#include "dialect/reading.hpp"
#include "dialect/sqlite/database.hpp"
#include "dialect/sqlite/native.hpp"
#include "dialect/sqlite/shell.hpp"
#include "errors/dialect.hpp"
#include "errors/squash.hpp"

#include <soci/soci.h>

namespace retort::dialect {

std::vector<std::vector<Row>> query_each(Database& database, const std::vector<Sql>& queries) {
    const Reading reading(database);
    std::vector<std::vector<Row>> answers;
    answers.reserve(queries.size());
    for (const Sql& query : queries) {
        answers.push_back(database.query(query));
    }
    return answers;
}

Snapshot Database::snapshot(const SchemaScope&) {
    throw errors::no_snapshot(std::string(to_string(dialect())));
}

Dialect dialect_of(soci::session& session) {
    const std::string backend = session.get_backend_name();
    if (backend == "sqlite3") {
        return Dialect::sqlite;
    }
    const auto dialect = dialect_named(backend);
    if (!dialect) {
        throw errors::no_such_dialect(backend);
    }
    return *dialect;
}

std::vector<Statement> check_offline(Dialect dialect, const script::Section& section,
                                     const std::string& file) {
    switch (dialect) {
        case Dialect::sqlite: {
            auto statements = sqlite::ScriptCheck().check(section, file);
            sqlite::refuse_cut_by_shell(statements, file);
            return statements;
        }
        case Dialect::postgresql:
            return postgresql::check_script(section, file);
        case Dialect::mysql:
            return mysql::check_script(section, file);
    }
    throw errors::no_such_dialect(to_string(dialect));
}

std::string message_of(const std::exception& error) {
    const auto* soci_error = dynamic_cast<const soci::soci_error*>(&error);
    return soci_error == nullptr ? error.what() : soci_error->get_error_message();
}

std::unique_ptr<Database> open(soci::session& session, Patience patience,
                               std::function<void(const std::string&)> on_notice) {
    switch (dialect_of(session)) {
        case Dialect::sqlite:
            return std::make_unique<sqlite::SqliteDatabase>(sqlite::native_handle(session),
                                                            std::move(patience));
        case Dialect::postgresql:
#ifdef RETORT_HAS_POSTGRESQL
            return std::make_unique<postgresql::PostgresqlDatabase>(
                postgresql::native_handle(session), std::move(patience), std::move(on_notice));
#endif
            break;
        case Dialect::mysql:
#ifdef RETORT_HAS_MYSQL
            return std::make_unique<mysql::MysqlDatabase>(
                mysql::native_handle(session), std::move(patience), std::move(on_notice));
#endif
            break;
    }
    throw errors::no_such_dialect(session.get_backend_name());
}

}  // namespace retort::dialect
