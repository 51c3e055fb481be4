#pragma once

#include "dialect/object_catalog.hpp"
#include "dialect/value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace retort::dialect::mysql {

/// Views, routines or triggers of one schema.
struct Asked {
    std::string schema;
    std::vector<std::string> names;
};

// Queries for read_views() and so on, one for any number of schemas. What is asked for stands in
// them as constants: the server opens the tables of no other schema then.
/// @param validity whether the views are opened
std::string views_sql(const std::vector<Asked>& asked, bool validity, bool mariadb);
std::string routines_sql(const std::vector<Asked>& asked);
std::string triggers_sql(const std::vector<Asked>& asked);

/// What was found, by its place in `asked`, and whether the names of tables and triggers compare
/// without case.
struct Found {
    std::size_t place = 0;
    bool folds = false;
    CatalogObject object;
};

/// The text of an object does not say its name, nor a trigger's order among others.
std::vector<Found> read_views(const std::vector<Row>& rows);
std::vector<Found> read_routines(const std::vector<Row>& rows);
std::vector<Found> read_triggers(const std::vector<Row>& rows);

}  // namespace retort::dialect::mysql
