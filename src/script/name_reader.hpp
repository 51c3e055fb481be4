#pragma once

#include <retort/dialect.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retort::script {

/// Whether a word of words_of() is or may be a name: no mark, number or string.
bool is_name(std::string_view word, Dialect dialect) noexcept;

/// Unquoted and folded as the dialect folds names. @pre is_name(word, dialect)
/// @param routine MySQL folds the names of routines alone
std::string folded_name(std::string_view word, Dialect dialect, bool routine);

struct QualifiedName {
    std::string schema;  ///< empty: none was given
    std::string name;    ///< empty: there is no such name
};

/// Walks over the words of a statement and takes names off them.
class NameReader {
public:
    NameReader(std::string_view text, Dialect dialect);

    Dialect dialect() const noexcept { return dialect_; }
    bool at_end() const noexcept { return position_ == words_.size(); }
    /// The word or mark in hand; empty at the end.
    std::string_view word() const noexcept;
    /// The last of all; empty: there is none.
    std::string_view last() const noexcept {
        return words_.empty() ? std::string_view{} : words_.back();
    }
    /// @pre `lower` is in lower case
    bool is(std::string_view lower) const noexcept;
    void advance() noexcept { position_ += at_end() ? 0U : 1U; }
    /// Goes on behind the word when it is this one.
    bool take(std::string_view lower) noexcept;
    /// The name in hand, folded. Goes on behind it; empty: there is none, and it stays.
    std::string name(bool routine = false);
    QualifiedName qualified(bool routine = false);
    /// The words between this bracket and the one that closes it; goes on behind that.
    /// @pre is("(")
    std::vector<std::string_view> bracketed();

private:
    Dialect dialect_;
    std::vector<std::string_view> words_;
    std::size_t position_ = 0;
};

}  // namespace retort::script
