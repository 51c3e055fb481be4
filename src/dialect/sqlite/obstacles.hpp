#pragma once

#include "dialect/object_catalog.hpp"

#include <string_view>
#include <vector>

namespace retort::dialect::sqlite {

/// Whether SQLite's message says that a view or trigger is in the way of an ALTER TABLE.
bool names_obstacle(std::string_view message) noexcept;

/// ObjectCatalog::in_the_way_of(), from all views and triggers and whether each is valid.
/// @param message the error's
std::vector<CatalogObject> obstacles(const std::vector<CatalogObject>& objects,
                                     std::string_view statement, std::string_view message,
                                     bool widely);

}  // namespace retort::dialect::sqlite
