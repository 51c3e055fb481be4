#pragma once

#include <cstdint>
#include <string>

/// What is wrong with the rows of a database.
namespace retort::errors {

/// @param what `foreign key gene_id`
std::string rows_break(std::int64_t rows, const std::string& what);
std::string not_valid(const std::string& constraint);
std::string disabled(const std::string& constraint);
std::string invalid_index(const std::string& index);

}  // namespace retort::errors
