#include "conformance/place.hpp"

#include <soci/mysql/soci-mysql.h>
#include <soci/soci.h>

namespace retort_test {
namespace {

const Traits mysql_traits = [] {
    Traits traits;
    traits.dialect = retort::Dialect::mysql;
    traits.ddl_is_transactional = false;
    traits.quote = "`";
    traits.big_text = "LONGTEXT";
    traits.schema_query =
        "SELECT CONCAT('table ', c.table_name, ' (', GROUP_CONCAT(c.column_name ORDER BY "
        "c.ordinal_position SEPARATOR ', '), ')') FROM information_schema.columns AS c JOIN "
        "information_schema.tables AS t USING (table_schema, table_name) WHERE c.table_schema = "
        "DATABASE() AND t.table_type = 'BASE TABLE' GROUP BY c.table_name "
        "UNION ALL SELECT CONCAT('view ', table_name) FROM information_schema.views WHERE "
        "table_schema = DATABASE() "
        "UNION ALL SELECT DISTINCT CONCAT('index ', index_name) FROM information_schema.statistics "
        "WHERE table_schema = DATABASE() AND index_name <> 'PRIMARY' "
        "UNION ALL SELECT CONCAT(LOWER(routine_type), ' ', routine_name) FROM "
        "information_schema.routines WHERE routine_schema = DATABASE()";
    traits.session_query = "SELECT @@sql_mode";
    traits.change_session = {"SET sql_mode = 'ANSI_QUOTES'", "USE information_schema"};
    return traits;
}();

class MysqlPlace : public Place {
public:
    const Traits& traits() const override { return mysql_traits; }
    std::unique_ptr<soci::session> open() const override {
        const Server& server = database_.server();
        return std::make_unique<soci::session>(
            soci::mysql, "host=" + server.host + " port=" + std::to_string(server.port) +
                             " user=" + server.user + " password=" + server.password +
                             " db=" + server.database + " charset=utf8mb4");
    }
    std::unique_ptr<ServerClient> witness() const override {
        return ServerClient::connect(database_.server());
    }
    Refused unknown_table(const std::string& table) const override {
        return {"Table '" + database_.name() + "." + table + "' doesn't exist", "1146"};
    }
    Refused duplicate_key(const std::string&) const override {
        return {"Duplicate entry '1' for key 'PRIMARY'", "1062"};
    }
    std::string holder(soci::session& session) const override {
        return "connection " + std::to_string(mysql_thread_id(native(session))) + " of retort";
    }
    bool in_transaction(soci::session& session) const override {
        return (native(session)->server_status & SERVER_STATUS_IN_TRANS) != 0;
    }

private:
    static MYSQL* native(soci::session& session) {
        return static_cast<soci::mysql_session_backend*>(session.get_backend())->conn_;
    }

    FreshDatabase database_{server("mariadb")};
};

}  // namespace

std::unique_ptr<Place> fresh_place() {
    return std::make_unique<MysqlPlace>();
}

}  // namespace retort_test
