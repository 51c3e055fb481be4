#pragma once

#include <cstddef>
#include <string>

namespace retort::dialect {

/// Hexadecimal digits.
std::string random_word(std::size_t length);

/// For something that this process makes: the stem, the process and a random word.
std::string random_name(const std::string& stem);

}  // namespace retort::dialect
