#include "script/name.hpp"

#include "errors/script.hpp"

namespace retort::script {
namespace {

constexpr std::size_t longest_name = 200;
constexpr std::string_view reserved[] = {"head", "heads", "base", "current", ".", ".."};

bool forbidden(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7F ||
           std::string_view("@-+:,/\\").find(c) != std::string_view::npos;
}

}  // namespace

std::string name_fault(std::string_view name) {
    if (name.empty()) {
        return errors::empty_name();
    }
    if (name.size() > longest_name) {
        return errors::long_name();
    }
    for (const char c : name) {
        if (forbidden(c)) {
            return errors::forbidden_in_name(c);
        }
    }
    for (const std::string_view word : reserved) {
        if (name == word) {
            return errors::reserved_name();
        }
    }
    return {};
}

}  // namespace retort::script
