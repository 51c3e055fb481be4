#include "script/word_pattern.hpp"

#include "script/scanner.hpp"

#include <algorithm>

namespace retort::script {
namespace {

using Words = std::vector<std::string_view>;

/// Takes the first word off `pattern`.
std::string_view take_word(std::string_view& pattern) noexcept {
    const std::size_t end = pattern.find(' ');
    const std::string_view word = pattern.substr(0, end);
    pattern = end == npos ? std::string_view{} : pattern.substr(end + 1);
    return word;
}

bool matches(const Words& words, std::size_t first, std::string_view pattern) {
    while (!pattern.empty()) {
        std::string_view choices = take_word(pattern);
        if (choices == "...") {
            while (first < words.size() && !matches(words, first, pattern)) {
                ++first;
            }
            return first < words.size();
        }
        const bool optional = choices.back() == '?';
        choices.remove_suffix(optional ? 1 : 0);
        if (first < words.size() && is_word(words[first], choices)) {
            ++first;
        } else if (!optional) {
            return false;
        }
    }
    return true;
}

}  // namespace

bool is_word(std::string_view word, std::string_view choices) noexcept {
    while (!choices.empty()) {
        const std::size_t end = choices.find('|');
        if (same_word(word, choices.substr(0, end))) {
            return true;
        }
        choices = end == npos ? std::string_view{} : choices.substr(end + 1);
    }
    return false;
}

Words words_of(std::string_view statement, Dialect dialect) {
    Words words;
    const LexRules& rules = rules_of(dialect).lex;
    for (std::size_t at = 0; at < statement.size();) {
        const Token token = next_token(statement, at, rules);
        const std::string_view text = statement.substr(token.begin, token.end - token.begin);
        const bool edge = rules.conditional_comments &&
                          (text.substr(0, 2) == "/*" || statement.substr(at, 2) == "*/");
        if (!token.trivia() && !edge) {
            words.push_back(text);
        }
        at = edge ? std::max(token.end, at + 2) : token.end;
    }
    return words;
}

bool begin_with(const Words& words, std::string_view pattern) {
    return matches(words, 0, pattern);
}

bool begin_with_any(const Words& words, std::initializer_list<std::string_view> patterns) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](std::string_view pattern) { return begin_with(words, pattern); });
}

}  // namespace retort::script
