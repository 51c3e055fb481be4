#pragma once

#include "support/catch.hpp"
#include "support/database.hpp"

#include <retort/migrator.hpp>

#include <soci/soci.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace retort_test {

using namespace retort;
using Strings = std::vector<std::string>;

/// A script in memory from its sections as they stand in a file.
inline ScriptText script_text(const std::string& id, const std::string& parents,
                              const std::string& sections) {
    return {id + ".sql", "-- " + id + "\n-- retort:revision " + id + "\n" +
                             (parents.empty() ? "" : "-- retort:down_revision " + parents + "\n") +
                             sections};
}

/// A script that makes a table and drops it again.
inline ScriptText table(const std::string& id, const std::string& parents) {
    return script_text(id, parents,
                       "-- retort:upgrade\nCREATE TABLE " + id +
                           " (x);\n-- retort:downgrade\nDROP TABLE " + id + ";\n");
}

inline Revisions two_tables() {
    return {table("aaa", ""), table("bbb", "aaa")};
}

inline Revisions three_tables() {
    return {table("aaa", ""), table("bbb", "aaa"), table("ccc", "bbb")};
}

/// One database file, the session under test and an independent view of the file.
struct Fixture {
    TemporaryFolder folder;
    std::string path = folder.file("a.db");
    std::unique_ptr<soci::session> session = open_session(path);

    Migrator migrator(Revisions revisions, Options options = {}) {
        return {*session, std::move(revisions), std::move(options)};
    }
    Strings rows(const std::string& sql) { return Sqlite(path).rows(sql); }
    std::string value(const std::string& sql) { return Sqlite(path).value(sql); }
    void run(const std::string& sql) { Sqlite(path).run(sql); }
    Strings heads() { return rows("SELECT version_num FROM retort_version ORDER BY 1"); }
};

/// Runs the text with the sqlite3 shell. @returns its exit status
inline int shell(Fixture& f, const std::string& sql) {
    const std::string file = f.folder.write("offline.sql", sql);
    return std::system(
        ("sqlite3 " + f.path + " < " + file + " 2> " + f.folder.file("err")).c_str());
}

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

}  // namespace retort_test
