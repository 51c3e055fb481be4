#include "dialect/sqlite/script_check.hpp"

#include "dialect/sqlite/connection.hpp"
#include "errors/dialect.hpp"
#include "script/statements.hpp"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <new>
#include <optional>

namespace retort::dialect::sqlite {
namespace {

/// What the authorizer heard while one statement was prepared.
struct Heard {
    bool transaction = false;
    bool session = false;
};

int listen(void* context, int action, const char*, const char*, const char*, const char*) {
    auto& heard = *static_cast<Heard*>(context);
    switch (action) {
        case SQLITE_TRANSACTION:
        case SQLITE_SAVEPOINT:
            heard.transaction = true;
            break;
        case SQLITE_PRAGMA:
            heard.session = true;
            // Some pragmas act while they are prepared, and on the whole process.
            return SQLITE_DENY;
        case SQLITE_ATTACH:
        case SQLITE_DETACH:
            heard.session = true;
            break;
        default:
            break;
    }
    return SQLITE_OK;
}

bool starts_with_word(std::string_view text, std::string_view upper) {
    if (text.size() < upper.size()) {
        return false;
    }
    for (std::size_t i = 0; i < upper.size(); ++i) {
        if (std::toupper(static_cast<unsigned char>(text[i])) != upper[i]) {
            return false;
        }
    }
    return text.size() == upper.size() ||
           std::isalnum(static_cast<unsigned char>(text[upper.size()])) == 0;
}

/// CREATE TEMP ..., which the authorizer does not hear of where a table is missing.
bool makes_temporary(std::string_view text) {
    constexpr std::string_view create = "CREATE";
    if (!starts_with_word(text, create)) {
        return false;
    }
    const std::string_view rest = text.substr(create.size());
    const std::string_view next = rest.substr(script::leading_trivia(rest, Dialect::sqlite));
    return starts_with_word(next, "TEMP") || starts_with_word(next, "TEMPORARY");
}

StatementKind kind_of(const Heard& heard, std::string_view text) {
    if (heard.transaction) {
        return StatementKind::transaction;
    }
    if (heard.session) {
        return StatementKind::session;
    }
    if (starts_with_word(text, "VACUUM")) {
        return StatementKind::standalone;
    }
    return makes_temporary(text) ? StatementKind::temporary : StatementKind::plain;
}

bool is_syntax_error(std::string_view message) {
    constexpr std::string_view near_end = "\": syntax error";
    const bool near = message.substr(0, 6) == "near \"" && message.size() > near_end.size() &&
                      message.substr(message.size() - near_end.size()) == near_end;
    return near || message.substr(0, 19) == "unrecognized token:" || message == "incomplete input";
}

/// The end of a statement that cannot be prepared without its tables: where sqlite3_complete()
/// says so. The scanner's ends are tried first; they only save time.
std::size_t complete_end(const std::string& text, std::size_t begin,
                         const std::vector<script::Span>& scanned) {
    const auto span = std::lower_bound(
        scanned.begin(), scanned.end(), begin,
        [](const script::Span& candidate, std::size_t at) { return candidate.begin < at; });
    if (span != scanned.end() && span->begin == begin) {
        const std::string candidate = text.substr(begin, span->end - begin);
        if (sqlite3_complete(candidate.c_str()) != 0 || span->end == text.size()) {
            return span->end;
        }
    }
    for (std::size_t end = text.find(';', begin); end != std::string::npos;
         end = text.find(';', end + 1)) {
        if (sqlite3_complete(text.substr(begin, end + 1 - begin).c_str()) != 0) {
            return end + 1;
        }
    }
    return text.size();
}

/// A directive that only another dialect's quotes would hide must not be taken for a comment.
void refuse_directives(std::string_view between, const script::Section& section, std::size_t offset,
                       const std::string& file) {
    std::size_t at = between.find("-- retort:");
    while (at != std::string_view::npos) {
        if (at == 0 || between[at - 1] == '\n') {
            const std::string_view line = between.substr(at, between.find('\n', at) - at);
            throw errors::syntax_error(
                file, script::line_at(section.text, offset + at, section.first_line),
                "a directive stands between statements, but quotes or a body around it hid it",
                line);
        }
        at = between.find("-- retort:", at + 1);
    }
}

/// One section, statement by statement.
class Reading {
public:
    Reading(sqlite3* handle, const script::Section& section, const std::string& file)
        : handle_(handle), section_(section), file_(file), line_(section.first_line) {
        sqlite3_set_authorizer(handle, listen, &heard_);
    }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;
    ~Reading() { sqlite3_set_authorizer(handle_, nullptr, nullptr); }

    std::optional<Statement> next() {
        while (skip_to_statement()) {
            if (const auto end = end_of_statement()) {
                const auto text = std::string_view(section_.text).substr(at_, *end - at_);
                at_ = *end;
                return Statement{text, line_, kind_of(heard_, text)};
            }
        }
        return std::nullopt;
    }

private:
    /// @returns false at the end of the section
    bool skip_to_statement() {
        const std::string_view rest = std::string_view(section_.text).substr(at_);
        const std::size_t trivia = script::leading_trivia(rest, Dialect::sqlite);
        refuse_directives(rest.substr(0, trivia), section_, at_, file_);
        at_ += trivia;
        if (at_ >= section_.text.size()) {
            return false;
        }
        line_ = script::line_at(std::string_view(section_.text).substr(counted_), at_ - counted_,
                                line_);
        counted_ = at_;
        return true;
    }

    /// Empty where there is only something to skip, which is then skipped.
    std::optional<std::size_t> end_of_statement() {
        heard_ = Heard{};
        sqlite3_stmt* prepared = nullptr;
        const char* const text = section_.text.c_str();
        const char* tail = nullptr;
        const int code = sqlite3_prepare_v3(handle_, text + at_,
                                            static_cast<int>(section_.text.size() - at_) + 1, 0,
                                            &prepared, &tail);
        const StatementHandle owner(prepared);
        if (code != SQLITE_OK) {
            return end_of_unprepared();
        }
        const auto end = static_cast<std::size_t>(tail - text);
        if (prepared == nullptr) {
            at_ = end;
            return std::nullopt;
        }
        return end;
    }

    /// Most statements name tables that are not here.
    std::size_t end_of_unprepared() {
        const std::string message = sqlite3_errmsg(handle_);
        const int fault = std::max(0, sqlite3_error_offset(handle_));
        if (scanned_.empty()) {
            scanned_ = script::split_statements(section_.text, Dialect::sqlite);
        }
        const std::size_t end = complete_end(section_.text, at_, scanned_);
        if (is_syntax_error(message)) {
            const auto statement = std::string_view(section_.text).substr(at_, end - at_);
            throw errors::syntax_error(
                file_, script::line_at(statement, static_cast<std::size_t>(fault), line_), message,
                statement);
        }
        return end;
    }

    sqlite3* handle_;
    const script::Section& section_;
    const std::string& file_;
    std::vector<script::Span> scanned_;
    Heard heard_;
    std::size_t at_ = 0;
    std::size_t counted_ = 0;  ///< where `line_` is
    int line_;
};

}  // namespace

ScriptCheck::ScriptCheck() {
    sqlite3* handle = nullptr;
    const int code =
        sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    handle_.reset(handle);
    if (code != SQLITE_OK) {
        throw std::bad_alloc();
    }
}

std::vector<Statement> ScriptCheck::check(const script::Section& section, const std::string& file) {
    Reading reading(handle_.get(), section, file);
    std::vector<Statement> statements;
    while (const auto statement = reading.next()) {
        if (statement->kind == StatementKind::transaction && !section.no_transaction) {
            throw errors::transaction_control(file, statement->line, statement->text);
        }
        if (statement->kind == StatementKind::standalone && !section.no_transaction) {
            throw errors::needs_no_transaction(file, statement->line, statement->text);
        }
        statements.push_back(*statement);
    }
    return statements;
}

}  // namespace retort::dialect::sqlite
