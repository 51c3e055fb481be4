#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

const char* backend() {
    return soci::factory_postgresql() ? "postgresql" : "";
}
