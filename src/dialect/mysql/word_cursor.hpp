#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect::mysql {

/// Walks over the words of a statement.
class WordCursor {
public:
    explicit WordCursor(std::string_view statement);

    bool at_end() const noexcept { return position_ == words_.size(); }
    /// The word or mark in hand. @pre `lower` is in lower case
    bool is(std::string_view lower) const noexcept;
    /// As it is written, in the statement; empty at the end.
    std::string_view word() const noexcept {
        return at_end() ? std::string_view() : words_[position_];
    }
    void advance() noexcept { position_ += at_end() ? 0U : 1U; }
    /// Goes on behind the word when it is this one.
    bool take(std::string_view lower) noexcept;
    /// The word as a name, its quotes taken off. Goes on behind it.
    std::string name();
    /// Whether the word stands anywhere from here on.
    bool find(std::string_view lower) const noexcept;

private:
    std::vector<std::string_view> words_;
    std::size_t position_ = 0;
};

}  // namespace retort::dialect::mysql
