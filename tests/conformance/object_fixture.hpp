#pragma once

#include "conformance/fixture.hpp"

#include <utility>

namespace retort_test {

inline ObjectText object_file(const std::string& name, const std::string& header,
                              const std::string& text) {
    return {name + ".sql", "-- " + name + "\n-- retort:object " + header + "\n\n" + text};
}

inline ObjectText view_file(const std::string& name, const std::string& select) {
    return object_file(name, "view " + name, "CREATE VIEW " + name + " AS " + select + ";\n");
}

/// @param indexes further statements
inline ObjectText materialized_file(const std::string& name, const std::string& select,
                                    const std::string& indexes = {}) {
    return object_file(name, "materialized_view " + name,
                       "CREATE MATERIALIZED VIEW " + name + " AS " + select + ";\n" + indexes);
}

/// A database with objects.
struct ObjectFixture : Fixture {
    Migrator with(const std::vector<Source>& sources, const std::vector<ObjectSource>& objects,
                  Options options = {}) {
        return {*session, Revisions(sources), Objects(objects), std::move(options)};
    }
};

}  // namespace retort_test
