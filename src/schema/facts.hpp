#pragma once

#include <retort/schema.hpp>

#include <string>
#include <string_view>

/// Names that readers and the comparison agree on.
namespace retort::schema {

inline constexpr std::string_view type_fact = "type";
inline constexpr std::string_view timezone_fact = "time zone";
/// `not null`, or absent.
inline constexpr std::string_view nullability_fact = "nullability";
inline constexpr std::string_view default_fact = "default";
/// `unique`, or absent.
inline constexpr std::string_view uniqueness_fact = "uniqueness";
/// Of a foreign key; the two actions are called after their clauses.
inline constexpr std::string_view name_fact = "name";
inline constexpr std::string_view on_update_fact = "on update";
inline constexpr std::string_view on_delete_fact = "on delete";
/// Of a sequence, or of a table that counts by itself.
inline constexpr std::string_view next_value_fact = "next value";

/// Empty: it has none of that name.
std::string_view fact(const SchemaObject& object, std::string_view name) noexcept;

/// `table gene`: what owns it, or itself.
std::string label(const SchemaObject& object);

/// Everything it says, in one line.
std::string summary(const SchemaObject& object);

/// Puts objects and facts in order, drops empty facts, numbers those that have one name
/// (`a #2`), and fills `order` from the facts called `position`, which it takes away.
void arrange(Schema& schema);

}  // namespace retort::schema
