#pragma once

#include <retort/revisions.hpp>

#include <vector>

/// Every revision of the backend's schema: the scripts of the migrations folder, and what only C++
/// can do.
std::vector<retort::Source> gene_revisions();
