#pragma once

namespace retort_test {

/// Something of every kind that a catalog has, in the schemas `public` and `other`.
extern const char* const rich_schema;

}  // namespace retort_test
