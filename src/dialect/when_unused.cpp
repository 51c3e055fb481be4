#include "dialect/when_unused.hpp"

#include "errors/backup.hpp"

namespace retort::dialect {

void when_unused(const std::string& database, const Patience& patience,
                 const std::function<void()>& action) {
    constexpr const char* object_in_use = "55006";
    Polling polling(patience);
    while (true) {
        try {
            action();
            return;
        } catch (const DatabaseError& error) {
            if (error.facts().code != object_in_use) {
                throw;
            }
        }
        if (!polling.again()) {
            throw errors::still_in_use(database, polling.waited());
        }
    }
}

}  // namespace retort::dialect
