#include <soci/soci.h>
#include <soci/postgresql/soci-postgresql.h>

const char* backend() { return soci::factory_postgresql() ? "postgresql" : ""; }
