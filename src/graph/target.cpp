#include "graph/target.hpp"

#include "errors/target.hpp"
#include "graph/name.hpp"

#include <charconv>

namespace retort::graph {
namespace {

constexpr int greatest_offset = 999'999'999;

Symbol symbol_of(std::string_view word) {
    if (word.empty()) {
        return Symbol::none;
    }
    if (word == "head") {
        return Symbol::head;
    }
    if (word == "heads") {
        return Symbol::heads;
    }
    if (word == "base") {
        return Symbol::base;
    }
    return word == "current" ? Symbol::current : Symbol::name;
}

void check_name(std::string_view text, std::string_view name) {
    if (!valid_name(name)) {
        throw errors::bad_name(text, name);
    }
}

int read_offset(std::string_view text, std::string_view signed_digits) {
    const char sign = signed_digits.front();
    const std::string_view digits = signed_digits.substr(1);
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool read = error == std::errc() && end == digits.data() + digits.size();
    if (!read || number < 1 || number > greatest_offset || digits.front() == '-') {
        throw errors::bad_offset(text, sign);
    }
    return sign == '-' ? -number : number;
}

}  // namespace

std::string Target::within(std::string_view other_branch) const {
    const std::size_t at = text.find('@');
    const std::string rest = at == std::string::npos ? text : text.substr(at + 1);
    return std::string(other_branch) + "@" + rest;
}

Target parse_target(std::string_view text) {
    if (text.find(':') != std::string_view::npos) {
        throw errors::range_as_target(text);
    }
    Target target;
    target.text = text;
    std::string_view rest = text;
    if (const std::size_t at = rest.find('@'); at != std::string_view::npos) {
        target.branch = rest.substr(0, at);
        check_name(text, target.branch);
        rest.remove_prefix(at + 1);
    }
    const std::size_t sign = rest.find_first_of("+-");
    const std::string_view word = rest.substr(0, sign);
    target.symbol = symbol_of(word);
    if (sign != std::string_view::npos) {
        target.offset = read_offset(text, rest.substr(sign));
    }
    if (target.symbol == Symbol::name || (word.empty() && target.offset == 0)) {
        check_name(text, word);
        target.name = word;
    }
    return target;
}

std::optional<RangeText> split_at_colon(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    const RangeText range{text.substr(0, colon), text.substr(colon + 1)};
    if (range.upper.find(':') != std::string_view::npos) {
        throw errors::not_a_range(text);
    }
    return range;
}

}  // namespace retort::graph
