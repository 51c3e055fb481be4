#include "dialect/restore_target.hpp"

#include "dialect/random_word.hpp"
#include "dialect/when_unused.hpp"
#include "errors/backup.hpp"

#include <soci/soci.h>

#include <fmt/format.h>

namespace retort::dialect {
namespace {

/// What a database has besides what is in it, as statements that give it to another. The server
/// quotes; lists are written as they are, because as one string they would be one name.
constexpr const char* properties = R"(
SELECT pg_catalog.format('ALTER DATABASE %I OWNER TO %I', ?, r.rolname), 1
FROM pg_catalog.pg_database AS d JOIN pg_catalog.pg_roles AS r ON r.oid = d.datdba
WHERE d.datname = ?
UNION ALL SELECT pg_catalog.format('ALTER DATABASE %I CONNECTION LIMIT %s', ?, d.datconnlimit), 1
FROM pg_catalog.pg_database AS d WHERE d.datname = ? AND d.datconnlimit <> -1
UNION ALL SELECT pg_catalog.format('COMMENT ON DATABASE %I IS %L', ?,
    pg_catalog.shobj_description(d.oid, 'pg_database')), 1
FROM pg_catalog.pg_database AS d
WHERE d.datname = ? AND pg_catalog.shobj_description(d.oid, 'pg_database') IS NOT NULL
UNION ALL SELECT pg_catalog.format('REVOKE ALL ON DATABASE %I FROM PUBLIC', ?), 2
FROM pg_catalog.pg_database AS d WHERE d.datname = ? AND d.datacl IS NOT NULL
UNION ALL SELECT pg_catalog.format('GRANT %s ON DATABASE %I TO %s%s', a.privilege_type, ?,
    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::pg_catalog.regrole::text END,
    CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), 3
FROM pg_catalog.pg_database AS d, pg_catalog.aclexplode(d.datacl) AS a
WHERE d.datname = ? AND a.grantee <> d.datdba
UNION ALL SELECT pg_catalog.format('ALTER %sDATABASE %I SET %I TO %s',
    CASE s.setrole WHEN 0 THEN ''
        ELSE pg_catalog.format('ROLE %s IN ', s.setrole::pg_catalog.regrole) END, ?,
    pg_catalog.split_part(c, '=', 1),
    CASE WHEN pg_catalog.split_part(c, '=', 1) IN ('local_preload_libraries', 'search_path',
            'session_preload_libraries', 'temp_tablespaces')
        THEN pg_catalog.substr(c, pg_catalog.strpos(c, '=') + 1)
        ELSE pg_catalog.quote_literal(pg_catalog.substr(c, pg_catalog.strpos(c, '=') + 1)) END), 4
FROM pg_catalog.pg_db_role_setting AS s
JOIN pg_catalog.pg_database AS d ON d.oid = s.setdatabase,
    pg_catalog.unnest(s.setconfig) AS c
WHERE d.datname = ?
ORDER BY 2)";

/// With its encoding and locale, which only a new database takes. Columns of newer servers are read
/// by name.
constexpr const char* like_that = R"(
SELECT pg_catalog.format('CREATE DATABASE %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE '
    '%L TABLESPACE %I', ?, pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
    t.spcname) || CASE pg_catalog.to_jsonb(d) ->> 'datlocprovider' WHEN 'i' THEN
        pg_catalog.format(' LOCALE_PROVIDER icu ICU_LOCALE %L', COALESCE(
            pg_catalog.to_jsonb(d) ->> 'daticulocale', pg_catalog.to_jsonb(d) ->> 'datlocale'))
    ELSE '' END
FROM pg_catalog.pg_database AS d JOIN pg_catalog.pg_tablespace AS t ON t.oid = d.dattablespace
WHERE d.datname = ?)";

}  // namespace

RestoreTarget::RestoreTarget(const DatabasePlace& place, bool replace, Patience patience,
                             std::chrono::milliseconds limit)
    : place_(place), patience_(std::move(patience)), limit_(limit) {
    try {
        if (place.dialect != Dialect::sqlite) {
            choose_on_server(replace);
            return;
        }
        session_ = place.open(place.database);
        if (!replace && !open()->is_empty()) {
            throw errors::not_empty(place.database);
        }
    } catch (...) {
        drop(beside_);
        throw;
    }
}

RestoreTarget::~RestoreTarget() {
    if (is_done_ || (beside_.empty() && is_there_)) {
        return;
    }
    session_.reset();
    drop(beside_.empty() ? place_.database : beside_);
}

std::unique_ptr<Database> RestoreTarget::open() {
    return dialect::open(*session_, patience_, {});
}

void RestoreTarget::run(const std::string& statement) {
    dialect::open(*server_, patience_, {})->execute({statement, {}});
}

std::string RestoreTarget::quoted(const std::string& name) const {
    return syntax(place_.dialect).quoted(name);
}

bool RestoreTarget::is_there() {
    const bool is_postgresql = place_.dialect == Dialect::postgresql;
    const Sql sql{is_postgresql ? "SELECT 1 FROM pg_catalog.pg_database WHERE datname = ?"
                                : "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?",
                  {place_.database}};
    return !dialect::open(*server_, patience_, {})->query(sql).empty();
}

void RestoreTarget::choose_on_server(bool replace) {
    const bool is_postgresql = place_.dialect == Dialect::postgresql;
    server_ = place_.open(is_postgresql ? "postgres" : "information_schema");
    is_there_ = is_there();
    if (is_there_) {
        session_ = place_.open(place_.database);
        if (open()->is_empty()) {
            return;
        }
        if (!replace) {
            throw errors::not_empty(place_.database);
        }
        session_.reset();
    }
    if (is_there_ || is_postgresql) {
        beside_ = random_name("retortrestore");
    }
    make(beside_.empty() ? place_.database : beside_);
}

void RestoreTarget::make(const std::string& name) {
    std::string statement = fmt::format("CREATE DATABASE {}", quoted(name));
    if (place_.dialect == Dialect::postgresql && is_there_) {
        const auto server = dialect::open(*server_, patience_, {});
        statement = text(server->query({like_that, {name, place_.database}}).front().front());
    } else if (place_.dialect == Dialect::postgresql) {
        statement += " TEMPLATE template0";
    }
    run(statement);
    session_ = place_.open(name);
}

void RestoreTarget::load(const std::string& file) {
    const auto database = open();
    try {
        database->load(file, Owners::kept);
    } catch (const Error& error) {
        if (!beside_.empty() || !is_there_ || database->syntax().ddl_is_transactional()) {
            throw;
        }
        throw DatabaseError(error.kind(), errors::half_restored(place_.database, error.what()),
                            error.facts());
    }
}

void RestoreTarget::take_over(const std::string& file) {
    if (!beside_.empty() && place_.dialect == Dialect::postgresql) {
        session_.reset();
        rename();
    } else if (!beside_.empty()) {
        session_.reset();
        drop(beside_);
        beside_.clear();
        session_ = place_.open(place_.database);
        open()->clear();
        load(file);
    }
    is_done_ = true;
}

/// Both names change hands in one transaction.
void RestoreTarget::rename() {
    const auto server = dialect::open(*server_, patience_, {});
    const std::string old = random_name("retortreplaced");
    std::vector<std::string> statements;
    if (is_there_) {
        Sql sql{properties, {}};
        for (int i = 0; i < 6; ++i) {
            sql.values.insert(sql.values.end(), {beside_, place_.database});
        }
        for (const Row& row : server->query(sql)) {
            statements.push_back(text(row.front()));
        }
        statements.push_back(
            fmt::format("ALTER DATABASE {} RENAME TO {}", quoted(place_.database), quoted(old)));
    }
    statements.push_back(
        fmt::format("ALTER DATABASE {} RENAME TO {}", quoted(beside_), quoted(place_.database)));
    Patience patience = patience_;
    patience.limit = limit_;
    when_unused(place_.database, patience, [&] {
        server->rollback();
        server->execute({"BEGIN", {}});
        for (const std::string& statement : statements) {
            server->execute({statement, {}});
        }
        server->execute({"COMMIT", {}});
    });
    if (is_there_) {
        drop(old);
    }
}

void RestoreTarget::drop(const std::string& name) noexcept {
    if (name.empty() || server_ == nullptr) {
        return;
    }
    try {
        run(fmt::format("DROP DATABASE IF EXISTS {}", quoted(name)));
    } catch (const std::exception&) {
        // Nobody can be told; what is left bears the name of what it is.
    }
}

}  // namespace retort::dialect
