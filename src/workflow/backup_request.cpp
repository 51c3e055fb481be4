#include "workflow/backup_request.hpp"

namespace retort::workflow {

dialect::BackupRequest backup_request(dialect::Database& database, const std::string& version_table,
                                      const std::string& version_schema) {
    dialect::BackupRequest request;
    request.scope = dialect::scope_beside(version_table);
    request.scope.own_schema = version_schema;
    request.state = database.syntax().tables(version_schema, version_table);
    return request;
}

dialect::Patience backup_patience(const std::atomic<bool>* cancel) {
    dialect::Patience patience;
    patience.limit = std::chrono::hours(24);
    patience.cancel = cancel;
    return patience;
}

}  // namespace retort::workflow
