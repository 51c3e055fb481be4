#include "cli/accepted.hpp"

#include "errors/cli.hpp"
#include "errors/script.hpp"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <fstream>
#include <system_error>

namespace retort::cli {
namespace {

using Document = nlohmann::json;

std::string text_of(const Document& value) {
    return value.is_null() ? std::string() : value.get<std::string>();
}

SchemaDifference difference_of(const Document& document, const std::string& file) {
    SchemaDifference difference;
    const auto category = category_named(document.at("category").get<std::string>());
    if (!category) {
        throw errors::no_differences(file, "of a category that there is not");
    }
    difference.category = *category;
    const auto severity = document.at("severity").get<std::string>();
    difference.severity =
        severity == to_string(Severity::advisory) ? Severity::advisory : Severity::critical;
    difference.object = document.at("object").get<std::string>();
    difference.detail = document.at("detail").get<std::string>();
    difference.left = text_of(document.at("left"));
    difference.right = text_of(document.at("right"));
    return difference;
}

}  // namespace

SquashDifferences accepted_differences(const std::string& file) {
    std::ifstream stream(file);
    if (!stream) {
        throw errors::unreadable(file, std::generic_category().message(errno));
    }
    SquashDifferences differences;
    try {
        const Document document = Document::parse(stream);
        for (const Document& difference : document.at("schema_differences")) {
            differences.schema.push_back(difference_of(difference, file));
        }
        differences.rows = document.at("row_differences").get<std::vector<std::string>>();
    } catch (const Document::exception& error) {
        throw errors::no_differences(file, error.what());
    }
    return differences;
}

}  // namespace retort::cli
