#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <memory>
#include <string>

namespace retort_test {

// In a file of its own: SOCI 4.0's header wants to be the first to include sqlite3.h.
std::unique_ptr<soci::session> open_session(const std::string& path) {
    return std::make_unique<soci::session>(soci::sqlite3, "db=\"" + path + "\"");
}

}  // namespace retort_test
