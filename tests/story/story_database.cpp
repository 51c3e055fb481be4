#include "story_database.hpp"

#include "support/database.hpp"
#include "support/server_client.hpp"

namespace retort_test {
namespace {

/// One row for each thing of the schema, with all that is said of it.
constexpr const char* schema_of_postgresql = R"(
SELECT 'table ' || table_name, string_agg(
    concat_ws(' ', column_name, udt_name, is_nullable, column_default, is_identity), ', '
    ORDER BY ordinal_position)
FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'retort%'
GROUP BY table_name
UNION ALL SELECT 'constraint ' || conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conname NOT LIKE 'retort%'
UNION ALL SELECT 'index', indexdef
FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE 'retort%'
UNION ALL SELECT 'view ' || viewname, definition FROM pg_views WHERE schemaname = 'public'
UNION ALL SELECT 'materialized view ' || matviewname, definition FROM pg_matviews
UNION ALL SELECT 'enum ' || typname, string_agg(enumlabel, ', ' ORDER BY enumsortorder)
FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid GROUP BY typname
UNION ALL SELECT 'sequence ' || sequencename, last_value::text
FROM pg_sequences WHERE schemaname = 'public' AND sequencename NOT LIKE 'retort%'
ORDER BY 1, 2)";

constexpr const char* tables_of_postgresql =
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', "
    "'m') AND relname NOT LIKE 'retort%' ORDER BY relname";

std::string file_of(const std::string& url) {
    return url.substr(std::string("sqlite:///").size());
}

}  // namespace

StoryDatabase::StoryDatabase(const std::string& dialect) {
    if (dialect == "sqlite") {
        url_ = "sqlite:///" + folder_.file("genes.db");
    } else {
        url_ = on_server_.emplace(server(dialect)).url();
    }
}

void StoryDatabase::run(const std::string& sql) const {
    if (is_sqlite()) {
        Sqlite(file_of(url_)).run(sql);
    } else {
        ServerClient::connect(on_server_->server())->rows(sql);
    }
}

std::vector<std::string> StoryDatabase::rows(const std::string& sql) const {
    return is_sqlite() ? Sqlite(file_of(url_)).rows(sql)
                       : ServerClient::connect(on_server_->server())->rows(sql);
}

std::vector<std::string> StoryDatabase::contents() const {
    return is_sqlite() ? std::vector<std::string>{retort_test::contents(file_of(url_))}
                       : contents_on_server();
}

std::vector<std::string> StoryDatabase::contents_on_server() const {
    const auto client = ServerClient::connect(on_server_->server());
    std::vector<std::string> all = client->rows(schema_of_postgresql);
    for (const std::string& table : client->rows(tables_of_postgresql)) {
        for (const std::string& row :
             client->rows("SELECT t FROM " + table + " AS t ORDER BY t::text")) {
            all.push_back(table);
            all.back() += ": " + row;
        }
    }
    return all;
}

std::vector<std::string> StoryDatabase::recorded() const {
    return rows("SELECT version_num FROM retort_version ORDER BY version_num");
}

}  // namespace retort_test
