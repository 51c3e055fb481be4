#include "dialect/mysql/table_text.hpp"

#include "script/word_pattern.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace retort::dialect::mysql {
namespace {

using Words = std::vector<std::string_view>;

Words words_of(std::string_view text) {
    return script::words_of(text, Dialect::mysql);
}

std::size_t offset(std::string_view text, std::string_view word) {
    return static_cast<std::size_t>(word.data() - text.data());
}

std::string without_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \n";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos
               ? std::string()
               : std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

/// Names between brackets and nothing else, from words[at]. @returns the place behind them, or 0
std::size_t read_names(const Words& words, std::size_t at, std::vector<std::string>& names) {
    if (at >= words.size() || words[at] != "(") {
        return 0;
    }
    for (++at; at + 1 < words.size(); at += 2) {
        names.emplace_back(words[at]);
        if (words[at + 1] != ",") {
            return words[at + 1] == ")" ? at + 2 : 0;
        }
    }
    return 0;
}

struct Option {
    std::string_view value;
    std::size_t begin = 0;  ///< 0: there is none
    std::size_t end = 0;
};

/// @param middle the word between its name and its value
Option option_in(std::string_view tail, std::string_view name, std::string_view middle = "=") {
    const Words words = words_of(tail);
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {
        if (script::is_word(words[i], name) && script::is_word(words[i + 1], middle)) {
            return {words[i + 2], offset(tail, words[i]),
                    offset(tail, words[i + 2]) + words[i + 2].size()};
        }
    }
    return {};
}

/// With the blank before it.
void take(std::string& tail, const Option& option) {
    if (option.begin > 0) {
        tail.erase(option.begin - 1, option.end - option.begin + 1);
    }
}

}  // namespace

TableText::TableText(std::string_view text) {
    std::size_t depth = 0;
    std::size_t begin = 0;
    for (const std::string_view word : words_of(text)) {
        const std::size_t at = offset(text, word);
        if (word == "(" && ++depth == 1) {
            begin = at + 1;
            head = text.substr(0, begin);
        } else if (depth == 1 && (word == "," || word == ")")) {
            elements.push_back(without_blanks(text.substr(begin, at - begin)));
            begin = at + 1;
        }
        if (word == ")" && --depth == 0) {
            tail = text.substr(at);
            return;
        }
    }
}

std::string TableText::joined() const {
    return fmt::format("{}\n  {}\n{}", head, fmt::join(elements, ",\n  "), tail);
}

std::vector<ForeignKeyText> TableText::take_foreign_keys() {
    std::vector<ForeignKeyText> keys;
    const auto take = [&](const std::string& element) {
        const Words words = words_of(element);
        if (!script::begin_with(words, "constraint") ||
            !script::begin_with({words.begin() + 2, words.end()}, "foreign key (")) {
            return false;
        }
        ForeignKeyText key;
        key.name = words[1];
        const std::size_t references = read_names(words, 4, key.columns);
        key.table = words.at(references + 1);
        read_names(words, references + 2, key.referenced);
        key.definition = element.substr(offset(element, words.at(references)));
        keys.push_back(std::move(key));
        return true;
    };
    elements.erase(std::remove_if(elements.begin(), elements.end(), take), elements.end());
    return keys;
}

std::vector<PlainIndexText> TableText::plain_indexes() const {
    std::vector<PlainIndexText> indexes;
    for (const std::string& element : elements) {
        const Words words = words_of(element);
        PlainIndexText index;
        if (script::begin_with(words, "key") &&
            read_names(words, 2, index.columns) == words.size()) {
            index.name = words[1];
            indexes.push_back(std::move(index));
        }
    }
    return indexes;
}

void TableText::take_index(const std::string& name) {
    elements.erase(std::remove_if(elements.begin(), elements.end(),
                                  [&](const std::string& element) {
                                      const Words words = words_of(element);
                                      return script::begin_with(words, "key") && words[1] == name;
                                  }),
                   elements.end());
}

std::string TableText::option(std::string_view name) const {
    return std::string(option_in(tail, name).value);
}

void TableText::take_option(std::string_view name) {
    take(tail, option_in(tail, name));
}

std::string TableText::start() const {
    return std::string(option_in(tail, "starts", "timestamp").value);
}

void TableText::take_start() {
    take(tail, option_in(tail, "starts", "timestamp"));
}

}  // namespace retort::dialect::mysql
