#include "runtime/session_keeper.hpp"

namespace retort::runtime {

void SessionKeeper::enforce_foreign_keys(bool enforced) {
    if (enforced_ != enforced) {
        database_.enforce_foreign_keys(enforced);
        enforced_ = enforced;
    }
}

void SessionKeeper::restore_after(const Part& part) noexcept {
    if (part.no_transaction) {
        enforced_.reset();  // it may have set the pragma itself
    }
    if (part.function != nullptr) {
        database_.restore_session({});
    }
    for (const script::Section* section : part.sections) {
        if (!section->text.empty()) {
            database_.restore_session(section->text);
        }
    }
}

}  // namespace retort::runtime
