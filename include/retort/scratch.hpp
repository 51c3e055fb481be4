#pragma once

#include <retort/dialect.hpp>
#include <retort/export.hpp>
#include <retort/migrator.hpp>
#include <retort/schema.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// Where databases may be made that are dropped again in every outcome, for building a schema
/// without touching a real one. It must not be a server whose data matter: scripts of others run
/// there.
struct Scratch {
    /// Whom to connect as, and to which database.
    struct Login {
        std::string database;  ///< empty: the server's default one
        std::string user;      ///< empty: as the server is configured, with its password
        std::string password;
    };
    Dialect dialect = Dialect::sqlite;
    /// Opens a session. Not called for SQLite, whose scratch databases are in memory.
    std::function<std::unique_ptr<soci::session>(const Login&)> open;
};

/// The schema that the scripts and the objects build, up to these targets, in a scratch database.
/// Text that would leave that database (USE, ATTACH, roles, names of other databases, ...) is
/// refused before anything runs.
/// @param targets as of Migrator::upgrade(), one after the other
/// @throws ScriptError, DatabaseError, UsageError
RETORT_API Schema build_schema(const Scratch& scratch, const Revisions& revisions,
                               const Objects& objects,
                               const std::vector<std::string>& targets = {"heads"},
                               const Options& options = {});

/// What differs between a database and the schema that the scripts build up to the revisions that
/// it records: left is what they build. Reads the database only.
/// @throws DatabaseError (kind unknown) where it records a revision that the scripts do not have
RETORT_API std::vector<SchemaDifference> drift(soci::session& session, const Scratch& scratch,
                                               const Revisions& revisions, const Objects& objects,
                                               const Options& options = {});

}  // namespace retort
