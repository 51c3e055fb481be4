#pragma once

#include <retort/dialect.hpp>

#include <string>
#include <string_view>

namespace retort::script {

enum class Moment { none, clock, chance };

struct MomentFunction {
    Moment kind = Moment::none;
    std::string name;  ///< as written
};

/// The first word of an SQL text that gives another value at another time, or by chance. What is
/// quoted is none; on SQLite a date function counts where it is given `'now'`, or nothing.
MomentFunction moment_function(std::string_view text, Dialect dialect);

}  // namespace retort::script
