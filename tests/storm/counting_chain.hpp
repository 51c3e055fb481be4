#pragma once

#include <retort/revisions.hpp>

namespace retort_test {

/// Revisions of one transaction each that insert their id into `ran`, which the first one makes.
retort::Revisions counting_chain(int revisions);

}  // namespace retort_test
