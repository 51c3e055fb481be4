#include "dialect/mysql/dump_text.hpp"

#include "errors/backup.hpp"

#include <algorithm>
#include <optional>

namespace retort::dialect::mysql {
namespace {

constexpr auto npos = std::string_view::npos;

bool begins(std::string_view text, std::string_view begin) {
    return text.substr(0, begin.size()) == begin;
}

/// A name in backticks at the beginning, which is taken off.
std::optional<std::string> take_name(std::string_view& text) {
    if (text.empty() || text.front() != '`') {
        return std::nullopt;
    }
    std::string name;
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (text[at] == '`') {
            if (at + 1 == text.size() || text[at + 1] != '`') {
                text.remove_prefix(at + 1);
                return name;
            }
            ++at;
        }
        name += text[at];
    }
    return std::nullopt;
}

/// A string in quotes at the beginning, which is taken off.
std::string take_string(std::string_view& text) {
    std::string value;
    std::size_t at = 1;
    for (; at < text.size() && text[at] != '\''; ++at) {
        at += text[at] == '\\' ? 1U : 0U;
        value += at < text.size() ? text[at] : '\\';
    }
    text.remove_prefix(std::min(at + 1, text.size()));
    return value;
}

}  // namespace

DumpReader::Line DumpReader::read(std::string_view line) {
    if (is_in_insert_) {
        count(line);
        return Line::rows;
    }
    if (begins(line, "DELIMITER ")) {
        is_in_program_ = line != "DELIMITER ;";
        return Line::definition;
    }
    if (is_in_program_) {
        return Line::definition;
    }
    for (const std::string_view begin : {"INSERT INTO ", "CREATE TABLE "}) {
        if (!begins(line, begin)) {
            continue;
        }
        std::string_view rest = line.substr(begin.size());
        const auto name = take_name(rest);
        if (!name) {
            throw errors::dump_not_understood(std::string(line.substr(0, 80)));
        }
        table_ = *name;
        rows_[table_];
        if (begin != "INSERT INTO ") {
            return Line::definition;
        }
        const std::size_t values = rest.find("VALUES");
        if (values == npos) {
            throw errors::dump_not_understood(std::string(line.substr(0, 80)));
        }
        is_in_insert_ = true;
        count(rest.substr(values));
        return Line::rows;
    }
    const bool is_about_rows =
        begins(line, "LOCK TABLES ") || line == "UNLOCK TABLES;" ||
        (begins(line, "/*!40000 ALTER TABLE ") && line.find(" KEYS */;") != npos);
    return is_about_rows ? Line::rows_only : Line::definition;
}

/// Values are numbers, strings, hexadecimal digits and NULL: a parenthesis begins a row.
void DumpReader::count(std::string_view text) {
    bool is_first_value = false;
    while (!text.empty()) {
        if (text.front() == '\'') {
            const std::string value = take_string(text);
            if (is_first_value && table_ == listed_) {
                list_.push_back(value);
            }
            is_first_value = false;
            continue;
        }
        if (text.front() == '(') {
            ++rows_[table_];
            is_first_value = true;
        } else if (text.front() == ',') {
            is_first_value = false;
        } else if (text.front() == ';') {
            is_in_insert_ = false;
        }
        text.remove_prefix(1);
    }
}

std::string without_definer(std::string line) {
    constexpr std::string_view word = "DEFINER=";
    for (std::size_t at = 0; (at = line.find(word, at)) != std::string::npos; ++at) {
        std::string_view rest = std::string_view(line).substr(at + word.size());
        if (take_name(rest) && begins(rest, "@")) {
            rest.remove_prefix(1);
            if (take_name(rest)) {
                line.erase(at, line.size() - at - rest.size());
            }
        }
    }
    return line;
}

}  // namespace retort::dialect::mysql
