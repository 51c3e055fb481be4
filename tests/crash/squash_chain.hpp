#pragma once

#include <retort/revisions.hpp>

#include <cstddef>

namespace retort_test {

/// The first of six revisions, with a branch and a merge.
retort::Revisions range_of_six(std::size_t revisions);
/// The six behind a baseline for them, and one above it.
retort::Revisions squashed_six(bool with_above);
/// The same after an unsquash.
retort::Revisions restored_six();

}  // namespace retort_test
