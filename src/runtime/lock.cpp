#include "runtime/lock.hpp"

#include "errors/runtime.hpp"

namespace retort::runtime {

void Lock::release() {
    if (held_) {
        held_ = false;
        if (!database_.unlock()) {
            throw errors::lock_lost();
        }
    }
}

}  // namespace retort::runtime
