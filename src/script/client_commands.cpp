#include "script/client_commands.hpp"

#include "errors/script.hpp"
#include "script/character.hpp"

#include <algorithm>

namespace retort::script {
namespace {

/// Those of the mariadb client that begin no statement of the server.
constexpr std::string_view mysql_commands[] = {
    "charset", "clear",   "connect", "delimiter", "edit",   "ego",   "exit",
    "go",      "nopager", "notee",   "nowarning", "pager",  "print", "prompt",
    "quit",    "rehash",  "source",  "status",    "system", "tee",   "warnings"};

std::size_t line_end(std::string_view text, std::size_t begin) noexcept {
    return std::min(text.find('\n', begin), text.size());
}

/// Enough of the line for a message.
std::string_view line_at_most(std::string_view text, std::size_t begin) noexcept {
    return text.substr(begin, std::min<std::size_t>(line_end(text, begin) - begin, 240));
}

/// Behind a variable's colon: `name`, `'name'`, `"name"` or `{?name}`.
std::string_view variable_behind(std::string_view text, std::size_t colon) noexcept {
    const std::string_view rest = text.substr(colon + 1);
    const bool tested = rest.substr(0, 2) == "{?";
    const std::size_t begin = tested ? 2 : at(rest, 0, '\'') || at(rest, 0, '"') ? 1 : 0;
    std::size_t end = begin;
    while (end < rest.size() && in_name(rest[end]) && rest[end] != '$') {
        ++end;
    }
    const bool closed = begin == 0 || at(rest, end, tested ? '}' : rest[0]);
    return end > begin && closed ? rest.substr(0, end + (begin > 0 ? 1 : 0)) : std::string_view{};
}

class PsqlReader {
public:
    explicit PsqlReader(std::string_view text)
        : text_(text), scanner_(text, 0, rules_of(Dialect::postgresql)) {}

    std::vector<FaultAt> read() {
        while (scanner_.next()) {
            if (scanner_.token().trivia()) {
                continue;
            }
            if (scanner_.starts_statement()) {
                depth_ = 0;
                last_ = 0;
            }
            look_at_token();
        }
        return std::move(faults_);
    }

private:
    void look_at_token() {
        const std::size_t begin = scanner_.token().begin;
        if (scanner_.token().kind != TokenKind::other) {
            last_ = 'a';
            return;
        }
        const char mark = text_[begin];
        if (mark == '\\') {
            faults_.push_back({begin, errors::client_command(line_at_most(text_, begin))});
            scanner_.jump(line_end(text_, begin));
        } else if (mark == ':' && !at(text_, begin + 1, ':') &&
                   !(begin > 0 && text_[begin - 1] == ':')) {
            look_at_colon(begin);
        } else if (mark == '(' || mark == '[') {
            ++depth_;
        } else if ((mark == ')' || mark == ']') && depth_ > 0) {
            --depth_;
        }
        last_ = mark;
    }

    /// Between the bounds of a slice, or a key and its value, the colon is SQL.
    void look_at_colon(std::size_t colon) {
        const bool operand = last_ == 'a' || last_ == ')' || last_ == ']' || last_ == '[';
        const std::string_view variable = variable_behind(text_, colon);
        if (!variable.empty() && !(operand && depth_ > 0)) {
            faults_.push_back(
                {colon, errors::client_variable(text_.substr(colon, variable.size() + 1))});
        }
    }

    std::string_view text_;
    Scanner scanner_;
    std::vector<FaultAt> faults_;
    std::size_t depth_ = 0;
    char last_ = 0;  ///< the last mark; 'a': a word or something quoted
};

class MysqlReader {
public:
    explicit MysqlReader(std::string_view text)
        : text_(text), scanner_(text, 0, rules_of(Dialect::mysql)) {}

    std::vector<FaultAt> read() {
        while (scanner_.next()) {
            if (scanner_.token().trivia()) {
                continue;
            }
            if (scanner_.starts_statement()) {
                begin_statement();
            }
            look_at_token();
        }
        return std::move(faults_);
    }

private:
    void begin_statement() {
        const Token& token = scanner_.token();
        const std::string_view word = scanner_.token_text();
        const bool command =
            token.kind == TokenKind::word &&
            std::any_of(std::begin(mysql_commands), std::end(mysql_commands),
                        [&](std::string_view name) { return same_word(word, name); });
        use_ = same_word(word, "use") ? token.begin : npos;
        if (command) {
            refuse_line();
        }
    }

    void look_at_token() {
        const Token& token = scanner_.token();
        if (text_[token.begin] == '\\' && token.kind == TokenKind::other &&
            !at(text_, token.begin + 1, 'N')) {
            refuse_line();
        }
        if (use_ != npos && !scanner_.ends_statement() && line_end(text_, use_) < token.begin) {
            faults_.push_back({use_, errors::use_without_end(line_at_most(text_, use_))});
            use_ = npos;
        }
    }

    void refuse_line() {
        const std::size_t begin = scanner_.token().begin;
        faults_.push_back({begin, errors::client_command(line_at_most(text_, begin))});
        scanner_.jump(line_end(text_, begin));
    }

    std::string_view text_;
    Scanner scanner_;
    std::vector<FaultAt> faults_;
    std::size_t use_ = npos;  ///< the statement is a USE that begins here
};

}  // namespace

std::vector<FaultAt> client_commands(std::string_view text, Dialect dialect) {
    switch (dialect) {
        case Dialect::postgresql:
            return PsqlReader(text).read();
        case Dialect::mysql:
            return MysqlReader(text).read();
        case Dialect::sqlite:
            break;
    }
    return {};
}

}  // namespace retort::script
