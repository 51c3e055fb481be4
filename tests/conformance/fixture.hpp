#pragma once

#include "conformance/place.hpp"
#include "support/catch.hpp"

#include <retort/migrator.hpp>

#include <soci/soci.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace retort_test {

using namespace retort;

/// A script in memory from its sections as they stand in a file.
/// @param directives further lines of the header, each with its line end
ScriptText script_text(const std::string& id, const std::string& parents,
                       const std::string& sections, const std::string& directives = {});

/// A script that makes a table `id (x)` and drops it again.
ScriptText table(const std::string& id, const std::string& parents,
                 const std::string& directives = {});

/// `aaa`, `bbb` and, of three, `ccc`.
Revisions two_tables();
Revisions three_tables();

/// A script of these statements.
ScriptText step(const std::string& id, const std::string& parents, const std::string& up,
                const std::string& down);

/// A script whose upgrade is this text; `DROP TABLE id` takes it back.
ScriptText upgrade_only(const std::string& id, const std::string& parents,
                        const std::string& statements);

FunctionRevision function(const std::string& id, const std::string& parent,
                          FunctionRevision::Function upgrade,
                          FunctionRevision::Function downgrade = {});

/// What the state tables say.
struct Record {
    Strings heads;
    Strings applied;  ///< `id|origin`
    Strings history;  ///< `id|action|outcome|heads before|heads after`
    Strings journal;  ///< `id|direction|part|done|started`

    friend bool operator==(const Record& a, const Record& b) {
        return a.heads == b.heads && a.applied == b.applied && a.history == b.history &&
               a.journal == b.journal;
    }
};
std::ostream& operator<<(std::ostream& out, const Record& record);

/// One fresh database, the session under test and an independent view.
struct Fixture {
    std::unique_ptr<Place> place = fresh_place();
    std::unique_ptr<soci::session> session = place->open();
    std::unique_ptr<ServerClient> witness = place->witness();

    Dialect dialect() const { return place->traits().dialect; }
    Migrator migrator(Revisions revisions, Options options = {}) {
        return {*session, std::move(revisions), std::move(options)};
    }
    Strings rows(const std::string& sql) { return witness->rows(sql); }
    std::string value(const std::string& sql) { return witness->value(sql); }
    void run(const Strings& statements);
    /// Schema and rows of everything but the state tables, in byte order.
    Strings contents();
    Strings heads(const std::string& version_table = "retort_version");
    Record record(const std::string& version_table = "retort_version");
};

Strings revisions_of(const Plan& plan);

/// The error that `action` throws. @throws std::logic_error when it throws none
template <class Action>
Error error_of(Action&& action) {
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    throw std::logic_error("nothing was thrown");
}

std::string replaced(std::string text, const std::string& what, const std::string& by);

}  // namespace retort_test
