#include "dialect/sqlite/shell.hpp"

#include "errors/dialect.hpp"
#include "script/scanner.hpp"
#include "script/statements.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cctype>

namespace retort::dialect::sqlite {
namespace {

constexpr auto npos = std::string_view::npos;

bool is_blank(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](unsigned char c) { return std::isspace(c) != 0; });
}

/// Blanks, and comments that end on this line.
bool is_nothing(std::string_view line) {
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t end = line.find("*/", at + 2);
        if (std::isspace(static_cast<unsigned char>(line[at])) != 0) {
            ++at;
        } else if (line.substr(at, 2) == "/*" && end != npos) {
            at = end + 2;
        } else {
            return line.substr(at, 2) == "--";
        }
    }
    return true;
}

/// The word that alone is on its line, there where a shorter statement would be complete.
bool cuts(std::string_view statement, const script::Token& token) {
    const std::string_view word = statement.substr(token.begin, token.end - token.begin);
    if (word != "/" && !script::same_word(word, "go")) {
        return false;
    }
    const std::size_t before = statement.rfind('\n', token.begin);
    const std::size_t end = std::min(statement.find('\n', token.end), statement.size());
    if (before == npos || !is_blank(statement.substr(before, token.begin - before)) ||
        !is_nothing(statement.substr(token.end, end - token.end))) {
        return false;
    }
    const std::string shorter = std::string(statement.substr(0, before)) + ";";
    return sqlite3_complete(shorter.c_str()) != 0;
}

/// Where the shell would cut the statement.
std::size_t cut_in(std::string_view statement) {
    const script::LexRules& rules = script::rules_of(Dialect::sqlite).lex;
    for (std::size_t at = 0; at < statement.size();) {
        const script::Token token = script::next_token(statement, at, rules);
        if (cuts(statement, token)) {
            return token.begin;
        }
        at = token.end;
    }
    return npos;
}

}  // namespace

void refuse_cut_by_shell(const std::vector<Statement>& statements, const std::string& file) {
    for (const Statement& statement : statements) {
        const std::size_t cut = cut_in(statement.text);
        if (cut != npos) {
            throw errors::shell_cuts(file, script::line_at(statement.text, cut, statement.line),
                                     statement.text[cut] == '/' ? "/" : "go", statement.text);
        }
    }
}

}  // namespace retort::dialect::sqlite
