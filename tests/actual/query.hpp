#pragma once

#include <optional>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace actual {

using Cell = std::optional<std::string>;  ///< NULL: no value
using Row = std::vector<Cell>;

std::vector<Row> query(soci::session& session, const std::string& sql, std::size_t columns,
                       const Row& values = {});
/// One statement; its parameters are `:a`, `:b` and so on, in the order of the values.
void execute(soci::session& session, const std::string& sql, const Row& values = {});

}  // namespace actual
