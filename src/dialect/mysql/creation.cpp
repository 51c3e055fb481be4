#include "dialect/mysql/creation.hpp"

#include "dialect/mysql/word_cursor.hpp"
#include "script/word_pattern.hpp"

namespace retort::dialect::mysql {
namespace {

std::optional<ObjectKind> take_object_kind(WordCursor& words) {
    for (const ObjectKind kind :
         {ObjectKind::view, ObjectKind::function, ObjectKind::procedure, ObjectKind::trigger}) {
        if (words.take(to_string(kind))) {
            return kind;
        }
    }
    return std::nullopt;
}

/// OR REPLACE, ALGORITHM = ..., DEFINER = ..., SQL SECURITY ..., AGGREGATE
std::optional<ObjectKind> object_kind_of(WordCursor& words) {
    while (!words.at_end() && !words.is("(") && !words.is("as")) {
        if (words.take("definer")) {
            words.take("=");
            words.advance();
            if (words.take("@")) {
                words.advance();
            }
        } else if (const auto kind = take_object_kind(words)) {
            return kind;
        } else {
            words.advance();
        }
    }
    return std::nullopt;
}

std::string_view between(std::string_view first, std::string_view last) {
    const char* const end = last.data() + last.size();
    return {first.data(), static_cast<std::size_t>(end - first.data())};
}

std::string_view take_word(WordCursor& words) {
    const std::string_view word = words.word();
    words.advance();
    return word;
}

std::string_view take_name(WordCursor& words) {
    const std::string_view first = take_word(words);
    return words.take(".") ? between(first, take_word(words)) : first;
}

/// BEFORE INSERT ON table FOR EACH ROW [FOLLOWS | PRECEDES trigger] body
void read_trigger(WordCursor& words, std::string_view statement, Creation& creation) {
    creation.timing = take_word(words);
    creation.event = take_word(words);
    words.take("on");
    creation.table = take_name(words);
    words.take("for");
    words.take("each");
    words.take("row");
    if (words.take("follows") || words.take("precedes")) {
        take_name(words);
    }
    if (!words.at_end()) {
        const auto begin = static_cast<std::size_t>(words.word().data() - statement.data());
        creation.body = trimmed(statement.substr(begin));
    }
}

}  // namespace

std::optional<Creation> creation(std::string_view statement) {
    WordCursor words(statement);
    if (!words.take("create")) {
        return std::nullopt;
    }
    const auto kind = object_kind_of(words);
    if (!kind) {
        return std::nullopt;
    }
    if (words.take("if")) {
        words.take("not");
        words.take("exists");
    }
    Creation creation;
    creation.kind = *kind;
    creation.name = take_name(words);
    if (*kind == ObjectKind::trigger) {
        read_trigger(words, statement, creation);
    }
    return creation;
}

std::string bare_name(std::string_view name) {
    WordCursor words(name);
    std::string result = words.name();
    while (words.take(".")) {
        result = words.name();
    }
    return result;
}

std::string renamed(std::string_view statement, const Creation& creation, const std::string& name,
                    const std::string& table) {
    std::string result(statement);
    const auto replace = [&](std::string_view old, const std::string& by) {
        result.replace(static_cast<std::size_t>(old.data() - statement.data()), old.size(), by);
    };
    if (!creation.table.empty()) {  // it stands behind the name
        replace(creation.table, table);
    }
    replace(creation.name, name);
    return result;
}

std::string_view trimmed(std::string_view body) {
    auto words = script::words_of(body, Dialect::mysql);
    while (!words.empty() && words.back() == ";") {
        words.pop_back();
    }
    return words.empty() ? std::string_view() : between(words.front(), words.back());
}

}  // namespace retort::dialect::mysql
