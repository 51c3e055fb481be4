#include "script/directive.hpp"

#include "script/lexer.hpp"

#include <algorithm>

namespace retort::script {
namespace {

constexpr std::string_view directive_opening = "-- retort:";
/// In the order of DirectiveKind.
constexpr std::string_view directive_names[] = {
    "revision",  "down_revision", "depends_on", "branch_labels", "uses",
    "replaces",  "lifted",        "lifted_by",  "created",       "upgrade",
    "downgrade", "irreversible",  "object",     "create",        "drop"};
constexpr std::string_view blank_characters = " \t\r\f\v";
constexpr std::string_view separators = " \t\r\f\v,";

}  // namespace

const std::vector<std::string>& script_directives() {
    static const std::vector<std::string> names = {
        "revision", "down_revision", "depends_on", "branch_labels", "uses",        "replaces",
        "lifted",   "created",       "upgrade",    "downgrade",     "irreversible"};
    return names;
}

const std::vector<std::string>& object_directives() {
    static const std::vector<std::string> names = {"object", "depends_on", "lifted_by", "create",
                                                   "drop"};
    return names;
}

const std::vector<std::string>& section_words() {
    static const std::vector<std::string> words = {"sqlite", "postgresql", "mysql",
                                                   "no_transaction", "foreign_keys"};
    return words;
}

bool begins_directive(std::string_view text, std::size_t position) noexcept {
    return text.compare(position, directive_opening.size(), directive_opening) == 0 &&
           (position == 0 || text[position - 1] == '\n');
}

Directive read_directive(std::string_view text, std::size_t offset, int line) {
    const std::string_view rest = line_from(text, offset).substr(directive_opening.size());
    Directive directive;
    directive.name = rest.substr(0, rest.find_first_of(blank_characters));
    directive.arguments = trimmed(rest.substr(directive.name.size()));
    directive.offset = offset;
    directive.line = line;
    const auto* found =
        std::find(std::begin(directive_names), std::end(directive_names), directive.name);
    directive.kind = static_cast<DirectiveKind>(found - std::begin(directive_names));
    return directive;
}

std::vector<std::string_view> split_words(std::string_view text) {
    std::vector<std::string_view> words;
    std::size_t begin = text.find_first_not_of(separators);
    while (begin != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(separators, end);
    }
    return words;
}

std::string_view trimmed(std::string_view text) noexcept {
    const std::size_t begin = text.find_first_not_of(blank_characters);
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(blank_characters) + 1 - begin);
}

std::string_view line_from(std::string_view text, std::size_t begin) noexcept {
    std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
    if (!line.empty() && line.back() == '\r') {
        line.remove_suffix(1);
    }
    return line;
}

}  // namespace retort::script
