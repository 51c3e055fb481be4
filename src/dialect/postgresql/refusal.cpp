#include "dialect/postgresql/refusal.hpp"

#include "script/statements.hpp"

#include <cstddef>
#include <cstdlib>

namespace retort::dialect::postgresql {
namespace {

std::string field(const PGresult* result, int code) {
    const char* text = result == nullptr ? nullptr : PQresultErrorField(result, code);
    return text == nullptr ? std::string() : text;
}

/// Messages are put into sentences.
std::string without_end(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '.' || text.back() == ' ')) {
        text.pop_back();
    }
    return text;
}

void append(std::string& message, const char* name, const std::string& text) {
    if (!text.empty()) {
        message += std::string(". ") + name + without_end(text);
    }
}

bool starts_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

/// The byte where the `position`th character (1-based) of UTF-8 text begins.
std::size_t byte_of(std::string_view text, long position) {
    std::size_t byte = 0;
    for (long character = 1; character < position && byte < text.size(); ++character) {
        ++byte;
        while (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0U) == 0x80U) {
            ++byte;
        }
    }
    return byte;
}

}  // namespace

ErrorKind kind_of(std::string_view sqlstate, ErrorKind otherwise) {
    if (sqlstate == "55P03" || sqlstate == "40P01") {
        return ErrorKind::locked;
    }
    if (sqlstate == "25006") {
        return ErrorKind::read_only;
    }
    if (sqlstate == "23503") {
        return ErrorKind::foreign_key;
    }
    if (sqlstate == "53100") {
        return ErrorKind::full;
    }
    if (sqlstate == "58030") {
        return ErrorKind::io;
    }
    if (starts_with(sqlstate, "XX00") && sqlstate != "XX000") {
        return ErrorKind::corrupt;
    }
    if (starts_with(sqlstate, "08") || starts_with(sqlstate, "57P0")) {
        return ErrorKind::connection;
    }
    return otherwise;
}

errors::Refusal refusal_of(PGconn* connection, const PGresult* result, ErrorKind otherwise) {
    errors::Refusal refusal;
    refusal.code = field(result, PG_DIAG_SQLSTATE);
    refusal.message = without_end(field(result, PG_DIAG_MESSAGE_PRIMARY));
    if (refusal.message.empty()) {
        const std::string text = PQerrorMessage(connection);
        refusal.message = without_end(text.substr(0, text.find('\n')));
    }
    append(refusal.message, "", field(result, PG_DIAG_MESSAGE_DETAIL));
    append(refusal.message, "Hint: ", field(result, PG_DIAG_MESSAGE_HINT));
    append(refusal.message, "In ", field(result, PG_DIAG_CONTEXT));
    refusal.kind = PQstatus(connection) == CONNECTION_BAD ? ErrorKind::connection
                                                          : kind_of(refusal.code, otherwise);
    return refusal;
}

std::optional<std::size_t> fault_offset(const PGresult* result, std::string_view text) {
    const std::string position = field(result, PG_DIAG_STATEMENT_POSITION);
    if (position.empty()) {
        return std::nullopt;
    }
    return byte_of(text, std::strtol(position.c_str(), nullptr, 10));
}

int fault_line(const PGresult* result, std::string_view text, int first_line) {
    const auto offset = fault_offset(result, text);
    return offset ? script::line_at(text, *offset, first_line) : first_line;
}

}  // namespace retort::dialect::postgresql
