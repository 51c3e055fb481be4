#pragma once

#include "support/server_client.hpp"

#include <random>
#include <string>
#include <vector>

namespace retort_test {

/// What happens to a database.
struct SchemaChange {
    std::string name;
    std::vector<std::string> statements;
    bool changes_nothing = false;  ///< in the end
};

/// ALTER TABLE table how
SchemaChange alter_table(const char* name, const std::string& table, const std::string& how);

/// A database as it is, and chance.
class SchemaDice {
public:
    SchemaDice(ServerClient& client, std::mt19937& random, int& names)
        : client_(client), random_(random), names_(names) {}

    std::size_t below(std::size_t end) { return random_() % end; }
    bool chance(std::size_t of) { return below(of) == 0; }
    std::string one(const std::vector<std::string>& of) { return of[below(of.size())]; }
    std::string number(std::size_t end = 100) { return std::to_string(below(end)); }
    std::string new_name() { return "x" + std::to_string(++names_); }
    /// Either nothing or that.
    std::string perhaps(const std::string& text) { return chance(2) ? text : ""; }

    /// One row of a query, its columns. Nothing has to be there for the change when there is none.
    std::vector<std::string> row(const std::string& query);
    std::string name(const std::string& query) { return row(query).front(); }

    std::string table();  ///< quoted
    /// Of any table, both names quoted; its type.
    /// @param condition on `c` of information_schema.columns and `t` of information_schema.tables
    std::vector<std::string> column(const std::string& condition = "TRUE");
    std::string definition(const std::string& table, const std::string& column);
    /// A line of a table's that begins like that: with what is behind it.
    std::string line(const std::string& table, const std::string& begin);
    std::string index_line(const std::string& table, const std::string& index);
    std::string random_type();
    std::string random_column();  ///< all but its name

private:
    ServerClient& client_;
    std::mt19937& random_;
    int& names_;
};

/// Thrown when a database has nothing that a change could be made of.
struct NothingThere {};

std::string backquoted(const std::string& name);

using SchemaChangeKind = SchemaChange (*)(SchemaDice&);
const std::vector<SchemaChangeKind>& changes_of_tables();
const std::vector<SchemaChangeKind>& changes_of_keys();
const std::vector<SchemaChangeKind>& changes_of_programs();
/// The user whose privileges change is called after nobody else.
std::string granted_user();
const std::vector<SchemaChangeKind>& changes_of_nothing();

}  // namespace retort_test
