#pragma once

#include <retort/objects.hpp>
#include <retort/revisions.hpp>

#include <vector>

/// Every revision of the backend's schema: the scripts of the migrations folder, and what only C++
/// can do.
std::vector<retort::Source> gene_revisions();

/// Every view of the backend: the files of the views folder.
std::vector<retort::ObjectSource> gene_objects();

/// One of them as it was at first. Objects are files as a rule; they may be texts in memory too.
std::vector<retort::ObjectSource> gene_objects_of_first_release();
