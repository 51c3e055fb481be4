#pragma once

#include <string>
#include <vector>

namespace retort_test {

/// Every include in `root`/src and `root`/include that the layers do not allow, as
/// `file:line: what is wrong`, in byte order of the files.
std::vector<std::string> layering_violations(const std::string& root);

}  // namespace retort_test
