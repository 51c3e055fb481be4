#pragma once

#include <string>

namespace retort::runtime {

/// The present time as the state tables hold it: `YYYY-MM-DDThh:mm:ss.ffffffZ`.
std::string now();

}  // namespace retort::runtime
