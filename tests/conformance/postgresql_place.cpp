#include "conformance/place.hpp"

#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

namespace retort_test {
namespace {

const Traits postgresql_traits = [] {
    Traits traits;
    traits.dialect = retort::Dialect::postgresql;
    traits.default_schema = "public";
    traits.schema_query =
        "WITH found AS (SELECT c.oid, c.relkind, CASE n.nspname WHEN 'public' THEN '' ELSE "
        "n.nspname || '.' END || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = "
        "c.relnamespace WHERE n.nspname !~ '^(pg_|information_schema)') "
        "SELECT 'table ' || name || ' (' || (SELECT string_agg(attname, ', ' ORDER BY attnum) FROM "
        "pg_attribute WHERE attrelid = oid AND attnum > 0 AND NOT attisdropped) || ')' FROM found "
        "WHERE relkind IN ('r', 'p') "
        "UNION ALL SELECT 'view ' || name FROM found WHERE relkind IN ('v', 'm') "
        "UNION ALL SELECT CASE WHEN indisvalid THEN 'index ' ELSE 'invalid index ' END || name "
        "FROM found JOIN pg_index ON indexrelid = oid WHERE NOT EXISTS (SELECT 1 FROM "
        "pg_constraint WHERE conindid = oid) "
        "UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = "
        "'public'::regnamespace "
        "UNION ALL SELECT 'enum ' || typname || ' (' || (SELECT string_agg(enumlabel, ', ' ORDER "
        "BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid) || ')' FROM pg_type t WHERE "
        "typtype = 'e'";
    traits.session_query = "SHOW search_path";
    traits.change_session = {"CREATE SCHEMA elsewhere", "SET search_path = elsewhere"};
    return traits;
}();

PGconn* native(soci::session& session) {
    return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

class PostgresqlPlace : public Place {
public:
    const Traits& traits() const override { return postgresql_traits; }
    std::unique_ptr<soci::session> open() const override {
        // SOCI 4.0 takes a URI without a `=` for something else.
        return std::make_unique<soci::session>(soci::postgresql,
                                               database_.url() + "?application_name=retort_tests");
    }
    std::unique_ptr<ServerClient> witness() const override {
        return ServerClient::connect(database_.server());
    }
    Refused unknown_table(const std::string& table) const override {
        return {"relation \"" + table + "\" does not exist", "42P01"};
    }
    Refused duplicate_key(const std::string& table) const override {
        return {"duplicate key value violates unique constraint \"" + table +
                    "_pkey\". Key (x)=(1) already exists",
                "23505"};
    }
    std::string holder(soci::session& session) const override {
        return "process " + std::to_string(PQbackendPID(native(session))) +
               " of the server (retort_tests) from 127.0.0.1, busy since ";
    }
    bool in_transaction(soci::session& session) const override {
        return PQtransactionStatus(native(session)) != PQTRANS_IDLE;
    }

private:
    FreshDatabase database_{server("postgresql")};
};

}  // namespace

std::unique_ptr<Place> fresh_place() {
    return std::make_unique<PostgresqlPlace>();
}

}  // namespace retort_test
