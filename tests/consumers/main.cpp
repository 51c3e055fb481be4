// What a program of somebody else does with the library.
#include <retort/migrator.hpp>
#include <retort/version.hpp>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <iostream>
#include <string>

namespace {

const retort::ScriptText genes = {"memory/001_genes.sql",
                                  "-- add genes\n"
                                  "-- retort:revision 001\n"
                                  "-- retort:upgrade\n"
                                  "CREATE TABLE gene (symbol TEXT PRIMARY KEY);\n"
                                  "INSERT INTO gene VALUES ('TP53');\n"
                                  "-- retort:downgrade\n"
                                  "DROP TABLE gene;\n"};

/// An exception of the library is caught by its type on this side of its border.
bool catches_errors(retort::Migrator& migrator) {
    try {
        migrator.upgrade("nowhere");
    } catch (const retort::UsageError& error) {
        return error.kind() == retort::ErrorKind::target;
    }
    return false;
}

}  // namespace

int main() {
    soci::session sql(soci::sqlite3, "db=:memory:");
    retort::Migrator migrator(sql, {genes});
    migrator.upgrade();
    std::string symbol;
    sql << "select symbol from gene", soci::into(symbol);
    const bool right =
        symbol == "TP53" && migrator.current().current.front() == "001" && catches_errors(migrator);
    std::cout << "retort " << retort::version() << (right ? " works\n" : " does not work\n");
    return right ? 0 : 1;
}
