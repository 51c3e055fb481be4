#pragma once

#include "script/script.hpp"

#include <retort/error.hpp>

#include "support/catch.hpp"

#include <string>

namespace retort_test {

/// The message of the ScriptError that parsing `text` as `a.sql` throws; empty: it throws none.
inline std::string faults_of(const std::string& text) {
    try {
        retort::script::parse_script(text, "a.sql");
    } catch (const retort::ScriptError& error) {
        CHECK(error.kind() == retort::ErrorKind::script);
        CHECK(error.facts().file == "a.sql");
        return error.what();
    }
    return {};
}

/// A header of two lines and an upgrade section that begins in line 3.
inline const std::string header = "-- retort:revision r1\n\n";
inline const std::string upgrade = header + "-- retort:upgrade\n";

inline retort::script::Script parsed(const std::string& text) {
    return retort::script::parse_script(text, "a.sql");
}

}  // namespace retort_test
