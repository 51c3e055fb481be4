#include "dialect/mysql/refused_whole.hpp"

#include "dialect/mysql/statement_kind.hpp"
#include "dialect/mysql/word_cursor.hpp"
#include "script/character.hpp"
#include "script/lexer.hpp"
#include "script/statement_traits.hpp"
#include "script/word_pattern.hpp"

#include <algorithm>
#include <initializer_list>

namespace retort::dialect::mysql {
namespace {

using Words = std::vector<std::string_view>;
using script::begin_with;
using script::begin_with_any;

bool is_one_of(std::string_view code, std::initializer_list<std::string_view> codes) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool is_definition(const Words& words) {
    return begin_with_any(words, {"create|alter|drop|rename|grant|revoke|truncate",
                                  "install|uninstall", "set password", "set default role"});
}

bool contains_any(const Words& words, std::string_view choices) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return script::is_word(word, choices); });
}

/// Behind the last of the words that come before accounts.
bool names_one_account(const Words& words) {
    std::size_t from = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        from = script::same_word(words[i], "from") ? i : from;
    }
    return std::find(words.begin() + static_cast<std::ptrdiff_t>(from), words.end(), ",") ==
           words.end();
}

bool is_atomic(const Words& words) {
    if (begin_with_any(
            words, {"create or? replace? user|role", "alter|drop|rename user|role", "revoke"})) {
        return names_one_account(words);
    }
    return begin_with_any(words, {"create or? replace? server", "alter|drop server", "set password",
                                  "set default role", "install|uninstall plugin"});
}

/// CALL [db.]name
std::string called_name(std::string_view statement) {
    WordCursor words(statement);
    if (!words.take("call")) {
        return {};
    }
    std::string name = words.name();
    return words.take(".") ? words.name() : name;
}

/// `PROCEDURE db.name does not exist`, and not what the routine itself calls.
bool is_about_called(std::string_view statement, const std::string& message) {
    const std::string name = "." + script::lower_case(called_name(statement));
    const std::size_t at = script::lower_case(message).find(name);
    const std::size_t end = at + name.size();
    return name.size() > 1 && at != std::string::npos && end < message.size() &&
           std::string_view(" ';").find(message[end]) != std::string_view::npos;
}

}  // namespace

bool refused_whole(std::string_view statement, const errors::Refusal& refusal) {
    const Words words = server_words(statement);
    if (is_definition(words)) {
        return is_atomic(words) || is_one_of(refusal.code, {parse_error, "1305", "1044", "1045",
                                                            "1142", "1143", "1227", "1370"});
    }
    if (begin_with(words, "call")) {
        return is_one_of(refusal.code, {"1305", "1318", "1370"}) &&
               is_about_called(statement, refusal.message);
    }
    // Elsewhere texts that are made at run time may have the fault.
    return refusal.code == parse_error && !contains_any(words, "call|execute|prepare");
}

bool tells_when_prepared(std::string_view statement, const errors::Refusal& refusal) {
    return refusal.code == parse_error && begin_with(server_words(statement), "call");
}

}  // namespace retort::dialect::mysql
