#pragma once

#include "dialect/database.hpp"
#include "dialect/mysql/catalog_change.hpp"
#include "dialect/mysql/catalog_entry.hpp"

#include <string>
#include <vector>

namespace retort::dialect::mysql {

using CatalogEntries = std::vector<CatalogEntry>;

/// From a line for each object.
CatalogEntries entries_of(const std::string& text);

/// Whether verdict() can be expected to decide.
bool can_judge(const CatalogChange& change);

/// What became of a statement that begins to change the catalog, from the objects that it names as
/// they were before it and as they are now.
Verdict verdict(const CatalogChange& change, const CatalogEntries& before,
                const CatalogEntries& now);

/// The same when the server has refused it.
Verdict verdict_of_refused(const CatalogChange& change, const CatalogEntries& before,
                           const CatalogEntries& now);

}  // namespace retort::dialect::mysql
