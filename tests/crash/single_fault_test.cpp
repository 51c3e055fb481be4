// Faults that once went wrong, each by itself.
#include "look.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <retort/migrator.hpp>

#include <soci/soci.h>

#include <string>

using namespace retort;
using namespace retort_test;

namespace {

/// Denies one action, the first time or always.
struct Denial {
    int action;
    std::string first;
    std::string second;
    bool always = false;
    int denied = 0;

    static int authorize(void* context, int action, const char* first, const char* second,
                         const char*, const char*) {
        auto& self = *static_cast<Denial*>(context);
        const bool meant = action == self.action && first != nullptr && self.first == first &&
                           (self.second.empty() || (second != nullptr && self.second == second));
        return meant && (self.always || self.denied == 0) && ++self.denied > 0 ? SQLITE_DENY
                                                                               : SQLITE_OK;
    }
};

struct Database {
    TemporaryFolder folder;
    std::string path = folder.file("a.db");
    std::unique_ptr<soci::session> session = open_session(path);
    Sqlite view{path};

    ErrorKind upgrade_with(Denial& denial, const Revisions& revisions) {
        sqlite3_set_authorizer(native(*session), Denial::authorize, &denial);
        try {
            Migrator(*session, revisions).upgrade();
        } catch (const Error& error) {
            sqlite3_set_authorizer(native(*session), nullptr, nullptr);
            return error.kind();
        }
        FAIL("nothing was thrown");
        return ErrorKind::usage;
    }
};

Revisions family() {
    return {ScriptText{"one.sql",
                       "-- one\n-- retort:revision one\n-- retort:upgrade\n"
                       "CREATE TABLE parent (id INTEGER PRIMARY KEY);\n"
                       "CREATE TABLE child (parent_id INTEGER REFERENCES parent (id));\n"}};
}

Revisions half_way() {
    return {ScriptText{"one.sql",
                       "-- one\n-- retort:revision one\n-- retort:upgrade no_transaction\n"
                       "CREATE TABLE a (x);\nCREATE TABLE b (x);\n"}};
}

struct Visitor : Observer {
    explicit Visitor(const std::string& file) : path(file) {}
    void on_statement(const Statement& statement) override {
        if (statement.number == 2) {
            const auto session = open_session(path);
            RunOptions options;
            options.dry_run = true;
            steps = Migrator(*session, half_way()).upgrade("heads", options).steps.size();
        }
    }
    std::string path;
    std::size_t steps = 0;
};

}  // namespace

TEST_CASE("a release that is refused does not make a step dirty", "[crash]") {
    Database database;
    Denial denial{SQLITE_SAVEPOINT, "RELEASE", "retort_mark"};
    CHECK(database.upgrade_with(denial, family()) == ErrorKind::database);
    CHECK(denial.denied == 1);
    CHECK(database.view.value("SELECT count(*) FROM retort_journal") == "0");
    CHECK(Migrator(*database.session, family()).upgrade().steps.size() == 1);
}

TEST_CASE("a check of foreign keys that is refused is no violation", "[crash]") {
    Database database;
    Denial denial{SQLITE_PRAGMA, "foreign_key_check", "child"};
    CHECK(database.upgrade_with(denial, family()) == ErrorKind::database);
    CHECK(denial.denied == 1);
}

TEST_CASE("foreign keys are enforced again even where the pragma is refused", "[crash]") {
    Database database;
    *database.session << "PRAGMA foreign_keys = ON";
    Denial denial{SQLITE_PRAGMA, "foreign_keys", "ON", true};
    sqlite3_set_authorizer(native(*database.session), Denial::authorize, &denial);
    Migrator(*database.session, family()).upgrade();
    CHECK(text_of(native(*database.session), "PRAGMA foreign_keys") == "1\n");
}

TEST_CASE("a transaction whose rollback is refused is not left open", "[crash]") {
    Database database;
    Denial denial{SQLITE_TRANSACTION, "ROLLBACK", ""};
    Revisions broken{ScriptText{"one.sql",
                                "-- one\n-- retort:revision one\n-- retort:upgrade\n"
                                "CREATE TABLE a (x);\nINSERT INTO nowhere VALUES (1);\n"}};
    RunOptions options;
    options.dry_run = true;
    sqlite3_set_authorizer(native(*database.session), Denial::authorize, &denial);
    CHECK(Migrator(*database.session, broken).upgrade("heads", options).steps.size() == 1);
    CHECK(denial.denied == 1);
    CHECK(sqlite3_get_autocommit(native(*database.session)) != 0);
}

TEST_CASE("a database whose first revision is half way is not unmanaged", "[crash]") {
    Database database;
    Visitor visitor(database.path);
    Options options;
    options.observer = &visitor;
    Migrator(*database.session, half_way(), options).upgrade();
    CHECK(visitor.steps == 1);
}
