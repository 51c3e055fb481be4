#pragma once

#include "cli/url.hpp"

#include <string>
#include <utility>
#include <vector>

namespace retort::cli {

/// What a driver is told of a connection, by the driver's own names.
using DriverOptions = std::vector<std::pair<std::string, std::string>>;

/// For libpq. The URL's query beats its address, and both beat the defaults.
/// @throws UsageError (kind `configuration`)
DriverOptions postgresql_options(const Url& url);

/// A URI of libpq: the one form that SOCI hands on whatever the values are.
std::string libpq_uri(const DriverOptions& options);

/// SOCI's form for its MySQL backend. @throws UsageError (kind `configuration`)
std::string mysql_options(const Url& url);

}  // namespace retort::cli
