#include "dialect/database.hpp"
#include "dialect/sqlite/database.hpp"
#include "dialect/sqlite/native.hpp"
#include "errors/dialect.hpp"

#include <soci/soci.h>

namespace retort::dialect {

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
    if (dialect != Dialect::sqlite) {
        throw errors::no_such_dialect(std::string(to_string(dialect)));
    }
    return sqlite::ScriptCheck().check(section, file);
}

std::string message_of(const std::exception& error) {
    const auto* soci_error = dynamic_cast<const soci::soci_error*>(&error);
    return soci_error == nullptr ? error.what() : soci_error->get_error_message();
}

std::unique_ptr<Database> open(soci::session& session, Patience patience) {
    dialect_of(session);
    return std::make_unique<sqlite::SqliteDatabase>(sqlite::native_handle(session),
                                                    std::move(patience));
}

}  // namespace retort::dialect
