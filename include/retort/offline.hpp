#pragma once

#include <retort/migrator.hpp>

#include <string>

namespace retort {

/// The SQL that takes a database from one end of a range to the other, version and history rows
/// included, for the dialect's own client. No database is opened.
/// @param range `A:B`; an upgrade may leave A out (base), a downgrade may not
/// @throws UsageError for C++ revisions, which have no text
RETORT_API std::string offline_sql(const Revisions& revisions, Dialect dialect, Direction direction,
                                   std::string_view range, const Options& options = {});

/// The same for `stamp`; the first target may be `A:B`, to start from A instead of base.
RETORT_API std::string offline_stamp_sql(const Revisions& revisions, Dialect dialect,
                                         const std::vector<std::string>& targets,
                                         const Options& options = {});

}  // namespace retort
