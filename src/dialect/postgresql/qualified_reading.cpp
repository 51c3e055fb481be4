#include "dialect/postgresql/qualified_reading.hpp"

#include "dialect/postgresql/refusal.hpp"
#include "errors/dialect.hpp"

namespace retort::dialect::postgresql {
namespace {

/// Until the end of the transaction, or of the message where there is none.
constexpr const char* settings_sql =
    "SELECT pg_catalog.set_config(name, value, true) FROM (VALUES ('search_path', 'pg_catalog, "
    "pg_temp'), "
    "('quote_all_identifiers', 'off'), ('datestyle', 'ISO'), ('intervalstyle', 'postgres'), "
    "('timezone', 'UTC'), ('extra_float_digits', '1'), ('bytea_output', 'hex')) AS s (name, "
    "value);\n";

}  // namespace

std::vector<Row> read_qualified(Connection& connection, const std::string& query) {
    const bool nested = connection.in_transaction();
    // What came before the answer, and what comes behind it, is a result each.
    const std::size_t answer = nested ? 2 : 1;
    const auto results =
        connection.send(nested ? std::string("SAVEPOINT retort_reading; ") + settings_sql + query +
                                     ";\nROLLBACK TO SAVEPOINT retort_reading; "
                                     "RELEASE SAVEPOINT retort_reading"
                               : settings_sql + query);
    if (!succeeded(results.back())) {
        throw errors::engine_refused(
            refusal_of(connection.handle(), results.back().get(), ErrorKind::database), query);
    }
    return rows_of(results[answer]);
}

}  // namespace retort::dialect::postgresql
