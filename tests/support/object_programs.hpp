#pragma once

#include <retort/migrator.hpp>

#include <string>
#include <vector>

namespace retort_test {

/// What a program that migrates knows.
struct Program {
    retort::Revisions revisions;
    retort::Objects objects;
};

/// Two tables, and objects that use them and each other, for every dialect.
Program older_program();
/// The same with two more revisions: one has to take objects out of the way, the other needs them.
/// Objects are new, replaced in place, and replaced with what uses them.
Program newer_program();
/// The objects of the newer one and the revisions of the older one.
Program newer_objects();

/// Those of the newer program that are views on every dialect, or materialized ones.
const std::vector<std::string>& views_of_newer_program();

/// What is wrong with the newer program's objects, as Migrator::check() and objects() say it.
std::string wrong_with_objects(retort::Migrator& migrator);

}  // namespace retort_test
