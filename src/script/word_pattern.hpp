#pragma once

#include <retort/dialect.hpp>

#include <initializer_list>
#include <string_view>
#include <vector>

namespace retort::script {

/// The words and marks of a statement without its comments; for MySQL what is inside of /*! */
/// counts. What is quoted stands there with its quotes.
std::vector<std::string_view> words_of(std::string_view statement, Dialect dialect);

/// Whether the word is one of `choices`, in lower case with `|` between them.
bool is_word(std::string_view word, std::string_view choices) noexcept;

/// Whether the words begin with `pattern`: lower-case words between blanks, where `a|b` is either,
/// a `?` behind a word makes it optional, and `...` stands for any words.
bool begin_with(const std::vector<std::string_view>& words, std::string_view pattern);
bool begin_with_any(const std::vector<std::string_view>& words,
                    std::initializer_list<std::string_view> patterns);

}  // namespace retort::script
