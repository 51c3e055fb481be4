#pragma once

#include "dialect/postgresql/database.hpp"
#include "support/catch.hpp"
#include "support/server.hpp"

#include <libpq-fe.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace retort_test {

using namespace retort;
using Strings = std::vector<std::string>;
using dialect::CatalogObject;
using script::ObjectId;

ObjectId view(const std::string& name, const std::string& schema = {});
ObjectId function(const std::string& name);
ObjectId function(const std::string& name, const std::string& arguments);
ObjectId trigger(const std::string& name, const std::string& table);

/// A fresh database, and its catalog through a session of its own.
struct Fixture {
    FreshDatabase fresh{server("postgresql")};
    std::unique_ptr<PGconn, decltype(&PQfinish)> handle{PQconnectdb(fresh.url().c_str()), PQfinish};
    dialect::postgresql::PostgresqlDatabase database{handle.get(), {}, {}};
    dialect::ObjectCatalog& objects = database.objects();

    /// Statements separated by semicolons. @throws std::runtime_error with the server's words
    void run(const std::string& statements);
    /// The first value; empty for NULL.
    std::string value(const std::string& query);
    /// How the server refuses a statement. @throws std::logic_error when it does not
    DatabaseError refusal(const std::string& statement);

    std::optional<CatalogObject> find(const ObjectId& id);
    /// @pre it is there
    std::string text(const ObjectId& id) { return find(id).value().text; }
    Strings users(const ObjectId& id);
    /// Runs the statement in a transaction that is put back. @returns what is in its way
    Strings in_the_way_of(const std::string& statement, bool widely = false);
    /// `key: statement`
    Strings attachments(const ObjectId& id);
    /// Drops the object and makes it again from what was read of it, with all that hangs on it.
    void make_again(const ObjectId& id);
};

/// `schema.name`, behind the kind where it is no view.
Strings names_of(const std::vector<CatalogObject>& objects);

}  // namespace retort_test
