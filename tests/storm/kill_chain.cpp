#include "kill_chain.hpp"

#include <soci/soci.h>

using namespace retort;

namespace retort_test {
namespace {

FunctionRevision rooms() {
    FunctionRevision function;
    function.revision.id = "k09";
    function.revision.down_revisions = {"k08"};
    function.revision.path = "k09.cpp";
    function.version = "1";
    function.upgrade = [](soci::session& sql) {
        sql << "CREATE TABLE room (id int PRIMARY KEY, label text)";
        for (int i = 1; i <= 3; ++i) {
            sql << "INSERT INTO room VALUES (:id, 'room')", soci::use(i);
        }
        sql << "INSERT INTO ran VALUES ('k09')";
    };
    function.downgrade = [](soci::session& sql) {
        sql << "DROP TABLE room";
        sql << "DELETE FROM ran WHERE revision = 'k09'";
    };
    return function;
}

}  // namespace

Revisions kill_chain() {
    return {ScriptFolder(RETORT_STORM_SCRIPTS), rooms()};
}

std::vector<std::string> gate_sql() {
    const std::string key = gate_key;
    return {
        "CREATE FUNCTION gate() RETURNS int LANGUAGE plpgsql AS $$ BEGIN "
        "PERFORM pg_advisory_lock_shared(" +
            key + "); PERFORM pg_advisory_unlock_shared(" + key + "); RETURN 1; END $$",
        "CREATE FUNCTION gate_of_definitions() RETURNS event_trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM gate(); END $$",
        "CREATE EVENT TRIGGER gate ON ddl_command_end EXECUTE FUNCTION gate_of_definitions()"};
}

}  // namespace retort_test
