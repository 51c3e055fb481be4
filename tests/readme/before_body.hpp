#include <retort/command_line.hpp>
#include <retort/migrator.hpp>
#include <retort/offline.hpp>
#include <retort/version.hpp>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <iostream>
#include <string>
#include <vector>

int main() {
    soci::session sql(soci::sqlite3, "db=app.db");
