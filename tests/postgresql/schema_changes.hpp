#pragma once

#include "fixture.hpp"
#include "rich_schema.hpp"

#include <map>
#include <random>
#include <string>
#include <vector>

namespace retort_test {

/// A database that others are made from, and what is read of it.
class SchemaSession {
public:
    explicit SchemaSession(const std::string& url);

    /// @throws std::runtime_error with the server's words
    void run(const std::string& statements);
    std::vector<Strings> rows(const std::string& query);
    Schema schema() { return database_.schema({{"retort_version"}, "", {"other"}}); }

private:
    std::unique_ptr<PGconn, decltype(&PQfinish)> handle_;
    dialect::postgresql::PostgresqlDatabase database_;
};

/// The statements of pg_dump --schema-only, each with the settings that it needs, in byte order.
/// Without what differs from run to run.
Strings dumped(const std::string& url);

/// Runs what pg_dump prints of one database in another.
void restore(const std::string& from, const std::string& to);

/// Single changes of every kind, with targets and values by chance.
class SchemaChanges {
public:
    explicit SchemaChanges(unsigned seed) : random_(seed) {}

    /// One that the server takes. @returns its statements
    std::string make(SchemaSession& session);

    /// How often each pattern was taken and refused.
    const std::map<std::string, std::pair<int, int>>& figures() const { return figures_; }

private:
    std::string filled(const std::string& pattern, SchemaSession& session);
    const Strings& choice(const std::vector<Strings>& rows);

    std::mt19937 random_;
    std::map<std::string, std::pair<int, int>> figures_;
};

}  // namespace retort_test
