#include "runtime/savepoint.hpp"

namespace retort::runtime {

Savepoint::Savepoint(dialect::Database& database)
    : database_(database),
      open_(database.syntax().ddl_is_transactional() && database.in_transaction()) {
    if (open_) {
        database_.execute({"SAVEPOINT retort_object", {}});
    }
}

void Savepoint::release() {
    if (open_) {
        open_ = false;
        database_.execute({"RELEASE SAVEPOINT retort_object", {}});
    }
}

void Savepoint::roll_back() noexcept {
    if (!open_) {
        return;
    }
    open_ = false;
    try {
        if (database_.in_transaction()) {
            database_.execute({"ROLLBACK TO SAVEPOINT retort_object", {}});
            database_.execute({"RELEASE SAVEPOINT retort_object", {}});
        }
    } catch (const std::exception&) {
        // The failure that led here is the one to report; the transaction cannot be committed.
    }
}

}  // namespace retort::runtime
