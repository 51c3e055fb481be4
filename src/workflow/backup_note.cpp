#include "workflow/backup_note.hpp"

#include "errors/backup.hpp"
#include "script/sha256.hpp"

#include <fmt/format.h>

#include <charconv>

namespace retort::workflow {
namespace {

constexpr std::string_view first_line = "retort backup ";
constexpr std::string_view format_number = "1";
constexpr std::string_view last_line = "end sha256 ";

std::string digest_of(std::string_view text) {
    script::Sha256 sha;
    sha.add(text);
    return script::hex(sha.finish());
}

/// A table's name may hold anything.
std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        result += c == '\\' ? "\\\\" : c == '\n' ? "\\n" : std::string(1, c);
    }
    return result;
}

std::string unescaped(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool is_escape = text[at] == '\\' && at + 1 < text.size();
        at += is_escape ? 1 : 0;
        result += is_escape && text[at] == 'n' ? '\n' : text[at];
    }
    return result;
}

/// Up to a mark, which is taken off with it.
std::string_view take_to(std::string_view& text, char mark) {
    const std::size_t end = text.find(mark);
    const std::string_view taken = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return taken;
}

std::uint64_t take_number(std::string_view& line) {
    const std::string_view digits = take_to(line, ' ');
    std::uint64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

void take(Backup& backup, std::string_view line) {
    const std::string_view key = take_to(line, ' ');
    if (key == "dialect") {
        backup.dialect = dialect_named(line).value_or(Dialect::sqlite);
    } else if (key == "at") {
        backup.at = line;
    } else if (key == "retort") {
        backup.retort = line;
    } else if (key == "version_table") {
        backup.version_table = unescaped(line);
    } else if (key == "version_schema") {
        backup.version_schema = unescaped(line);
    } else if (key == "head") {
        backup.heads.push_back(unescaped(line));
    } else if (key == "rows") {
        const std::uint64_t rows = take_number(line);
        backup.tables.push_back({unescaped(line), rows});
    } else if (key == "file") {
        Backup::File file;
        file.bytes = take_number(line);
        file.sha256 = take_to(line, ' ');
        file.name = unescaped(line);
        backup.files.push_back(std::move(file));
    }
}

}  // namespace

std::string note_of(const Backup& backup) {
    std::string text = fmt::format("{}{}\n", first_line, format_number);
    const auto add = [&](const char* key, const std::string& value) {
        text += fmt::format("{} {}\n", key, value);
    };
    add("dialect", std::string(to_string(backup.dialect)));
    add("at", backup.at);
    add("retort", backup.retort);
    add("version_table", escaped(backup.version_table));
    add("version_schema", escaped(backup.version_schema));
    for (const std::string& head : backup.heads) {
        add("head", escaped(head));
    }
    for (const TableRows& table : backup.tables) {
        add("rows", fmt::format("{} {}", table.rows, escaped(table.table)));
    }
    for (const Backup::File& file : backup.files) {
        add("file", fmt::format("{} {} {}", file.bytes, file.sha256, escaped(file.name)));
    }
    return text + fmt::format("{}{}\n", last_line, digest_of(text));
}

Backup parse_note(const std::string& folder, std::string_view text) {
    const std::string path = fmt::format("{}/{}", folder, backup_note);
    const std::string_view head = text.substr(0, text.find('\n'));
    if (head.substr(0, first_line.size()) != first_line) {
        throw errors::backup_is_damaged(path);
    }
    if (head.substr(first_line.size()) != format_number) {
        throw errors::backup_of_newer(folder, std::string(head.substr(first_line.size())));
    }
    const std::size_t end = text.rfind(last_line);
    if (end == std::string_view::npos ||
        text.substr(end) != fmt::format("{}{}\n", last_line, digest_of(text.substr(0, end)))) {
        throw errors::backup_is_damaged(path);
    }
    Backup backup;
    backup.folder = folder;
    text = text.substr(0, end);
    while (!text.empty()) {
        take(backup, take_to(text, '\n'));
    }
    return backup;
}

}  // namespace retort::workflow
