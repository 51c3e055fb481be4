#pragma once

#include "support/server_client.hpp"

#include <retort/dialect.hpp>

#include <memory>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace retort_test {

using Strings = std::vector<std::string>;

/// How a database refuses something, in its own words.
struct Refused {
    std::string message;
    std::string code;
};

/// What differs between the dialects, as data: tests state the right end for each.
struct Traits {
    retort::Dialect dialect;
    /// A revision that fails leaves nothing.
    bool ddl_is_transactional = true;
    /// Migrators queue for a lock of their own, which says who holds it.
    bool names_lock_holder = true;
    /// Where a schema is not named.
    std::string default_schema;
    std::string statement_end;      ///< what a statement's text in messages keeps of its end
    std::string quote = "\"";       ///< of identifiers
    std::string big_text = "TEXT";  ///< holds a megabyte
    /// One value for each line: name of a table with its columns, or kind and name.
    std::string schema_query;
    /// The value of the setting that `change_session` changes.
    std::string session_query;
    Strings change_session;  ///< statements of a script
};

/// A fresh, empty database of the dialect that the program was built for, dropped in the end.
class Place {
public:
    Place() = default;
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    virtual ~Place() = default;

    virtual const Traits& traits() const = 0;
    /// As an application opens it.
    virtual std::unique_ptr<soci::session> open() const = 0;
    /// A view that shares nothing with SOCI or Retort.
    virtual std::unique_ptr<ServerClient> witness() const = 0;

    virtual Refused unknown_table(const std::string& table) const = 0;
    /// Of the value 1 in the primary key `x` of a table.
    virtual Refused duplicate_key(const std::string& table) const = 0;
    /// How a waiting migrator is told of this one; empty: not at all.
    virtual std::string holder(soci::session& session) const = 0;
    virtual bool in_transaction(soci::session& session) const = 0;

    bool ddl_is_transactional() const { return traits().ddl_is_transactional; }
};

std::unique_ptr<Place> fresh_place();

}  // namespace retort_test
