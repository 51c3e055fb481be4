#pragma once

#include "support/object_programs.hpp"

#include <retort/scratch.hpp>

#include <string>
#include <vector>

namespace retort_test {

/// Scripts for every dialect, `t01` to `t12`: tables, rows, an index, a foreign key, a trigger, and
/// two views that nothing else needs. `t04` and `t05` branch off and are merged by `t06`.
std::vector<retort::ScriptText> twelve_revisions();

/// What programs know of the twelve.
struct SquashedTwelve {
    Program before;
    Program squashed;  ///< `t00` stands for all up to `t10`, and the views are lifted
    Program undone;    ///< by an unsquash
};

/// Squashes them in folders of their own, with the dialect of `scratch`.
SquashedTwelve squash_twelve(const retort::Scratch& scratch);

}  // namespace retort_test
