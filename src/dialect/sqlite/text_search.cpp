#include "dialect/sqlite/text_search.hpp"

#include <algorithm>

namespace retort::dialect::sqlite {
namespace {

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool begins_with(std::string_view text, std::string_view part) noexcept {
    return text.substr(0, part.size()) == part;
}

std::string folded(std::string_view name) {
    std::string result(name);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

bool mentions(std::string_view text, std::string_view lower_text) noexcept {
    return std::search(text.begin(), text.end(), lower_text.begin(), lower_text.end(),
                       [](char a, char b) { return lower(a) == b; }) != text.end();
}

}  // namespace retort::dialect::sqlite
