#include <retort/schema.hpp>

#include <algorithm>
#include <array>

namespace retort {
namespace {

constexpr std::array<std::string_view, 27> category_names = {
    "table",     "column",    "type",        "timezone", "nullability", "default",     "generated",
    "identity",  "collation", "primary_key", "unique",   "check",       "foreign_key", "index",
    "view",      "function",  "trigger",     "sequence", "enum",        "domain",      "extension",
    "partition", "policy",    "privilege",   "comment",  "order",       "other",
};
static_assert(category_names.size() == static_cast<std::size_t>(Category::other) + 1);

}  // namespace

std::string_view to_string(Category category) noexcept {
    return category_names[static_cast<std::size_t>(category)];
}

std::optional<Category> category_named(std::string_view name) noexcept {
    const auto* const found = std::find(category_names.begin(), category_names.end(), name);
    return found == category_names.end()
               ? std::nullopt
               : std::optional(static_cast<Category>(found - category_names.begin()));
}

std::string_view to_string(Severity severity) noexcept {
    return severity == Severity::advisory ? "advisory" : "critical";
}

}  // namespace retort
