#pragma once

#include "dialect/integrity.hpp"
#include "dialect/syntax.hpp"

#include <retort/validate.hpp>

#include <string>
#include <vector>

namespace retort::dialect {

class Database;

struct BackupRequest {
    std::string folder;     ///< there, and empty
    SchemaScope scope;      ///< rows of what is outside of it are not counted
    TableNames state;       ///< where the recorded heads are
    bool has_texts = true;  ///< beside the full one, a file of definitions and one of rows
};

/// What is in a backup, as of the moment that its files are of.
struct BackedUp {
    std::vector<TableRows> tables;   ///< in byte order
    std::vector<std::string> heads;  ///< recorded
    std::vector<std::string> files;  ///< their names; the full one is first
};

/// How a backup is put into a database.
enum class Owners {
    kept,     ///< as it says
    session,  ///< everything is that of who loads it
};

/// What a schema is called in a copy of its database. On SQLite and MySQL a schema is a database.
std::string schema_in_copy(Dialect dialect, const std::string& schema);

/// The rows of tables, and the recorded heads. @pre begin_reading()
BackedUp counted(Database& database, const SchemaScope& scope, const TableNames& state);

}  // namespace retort::dialect
