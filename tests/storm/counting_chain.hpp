#pragma once

#include <retort/revisions.hpp>

#include <vector>

namespace retort_test {

/// Revisions of one transaction each that insert their id into `ran`, which the first one makes.
std::vector<retort::ScriptText> counting_scripts(int revisions);
retort::Revisions counting_chain(int revisions);

}  // namespace retort_test
