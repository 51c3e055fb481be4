#include "cli/row_counts.hpp"

#include "cli/json.hpp"
#include "errors/cli.hpp"
#include "errors/script.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace retort::cli {
namespace {

std::string reason() {
    return std::generic_category().message(errno);
}

}  // namespace

std::vector<TableRows> saved_row_counts(const std::string& file) {
    errno = 0;
    std::ifstream stream(file);
    if (!stream) {
        throw errors::unreadable(file, reason());
    }
    std::vector<TableRows> tables;
    try {
        const json::Document document = json::Document::parse(stream);
        for (const json::Document& table : document.at("tables")) {
            tables.push_back(
                {table.at("name").get<std::string>(), table.at("rows").get<std::uint64_t>()});
        }
    } catch (const json::Document::exception& error) {
        throw errors::no_row_counts(file, error.what());
    }
    return tables;
}

void save_row_counts(const std::string& file, const Validation& validation) {
    errno = 0;
    std::ofstream stream(file);
    json::write(stream, json::validated(validation, {}));
    stream.close();
    if (!stream) {
        throw errors::unwritable(file, reason());
    }
}

}  // namespace retort::cli
