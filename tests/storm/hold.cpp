#include "hold.hpp"

#include "kill_chain.hpp"

#include <stdexcept>

namespace retort_test {

Hold::Hold(const Server& database, What what) : client_(ServerClient::connect(database)) {
    client_->rows("SET application_name = 'hold'");
    if (what == What::gate) {
        client_->rows("SELECT pg_advisory_lock(" + std::string(gate_key) + ")");
        return;
    }
    std::string tables;
    for (const std::string& table :
         client_->rows("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
                       "AND relkind = 'r' AND relname NOT LIKE 'retort%'")) {
        tables += (tables.empty() ? "\"" : ", \"") + table + "\"";
    }
    client_->rows("BEGIN");
    try {
        client_->rows("LOCK TABLE " + tables + " IN ROW EXCLUSIVE MODE NOWAIT");
    } catch (const std::runtime_error&) {
        // The migration's open transaction has them, or there are none.
        client_->rows("ROLLBACK");
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
