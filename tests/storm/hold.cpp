#include "hold.hpp"

#include "kill_chain.hpp"

namespace retort_test {

Hold::Hold(const Server& database, What what) : client_(ServerClient::connect(database)) {
    client_->rows("SET application_name = 'hold'");
    if (what == What::gate) {
        client_->rows("SELECT pg_advisory_lock(" + std::string(gate_key) + ")");
        return;
    }
    client_->rows("BEGIN");
    for (const std::string& table :
         client_->rows("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
                       "AND relkind = 'r' AND relname NOT LIKE 'retort%'")) {
        client_->rows("LOCK TABLE \"" + table + "\" IN ROW EXCLUSIVE MODE");
    }
}

bool Hold::catches(const Migration& migration) {
    while (migration.is_quiet(2)) {
        if (client_->value("SELECT count(*) FROM pg_locks AS l JOIN pg_stat_activity AS a USING "
                           "(pid) WHERE NOT l.granted AND a.datname = current_database()") != "0") {
            return true;
        }
    }
    return false;
}

void terminate_sessions(const Server& database) {
    ServerClient::connect(database)->rows(
        "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity WHERE datname = "
        "current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND "
        "application_name <> 'hold'");
}

}  // namespace retort_test
