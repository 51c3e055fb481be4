#include "dialect/random_word.hpp"

#include <unistd.h>

#include <random>

namespace retort::dialect {

std::string random_word(std::size_t length) {
    std::random_device device;
    std::uniform_int_distribution<int> digit(0, 15);
    std::string word;
    while (word.size() < length) {
        word += "0123456789abcdef"[digit(device)];
    }
    return word;
}

std::string random_name(const std::string& stem) {
    constexpr std::size_t digits = 11;
    return stem + std::to_string(getpid()) + "x" + random_word(digits);
}

}  // namespace retort::dialect
