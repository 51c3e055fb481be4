#include "dialect/mysql/tokens.hpp"

#include "script/scanner.hpp"

namespace retort::dialect::mysql {

void Tokens::advance() noexcept {
    const script::LexRules& rules = script::rules_of(Dialect::mysql).lex;
    while (position_ < text_.size()) {
        token_ = script::next_token(text_, position_, rules);
        position_ = token_.end;
        if (!token_.trivia() && !is_mark_for_server()) {
            return;
        }
    }
    ended_ = true;
}

/// The beginning or the end of /*! ... */.
bool Tokens::is_mark_for_server() noexcept {
    if (text().size() > 2 && text().substr(0, 2) == "/*" &&
        token_.kind == script::TokenKind::other) {
        conditional_ = true;
        return true;
    }
    if (conditional_ && text() == "*" && position_ < text_.size() && text_[position_] == '/') {
        conditional_ = false;
        ++position_;
        return true;
    }
    return false;
}

bool Tokens::is(std::string_view lower) const noexcept {
    return !ended_ && token_.kind != script::TokenKind::quoted && script::same_word(text(), lower);
}

bool Tokens::take(std::string_view lower) noexcept {
    const bool found = is(lower);
    if (found) {
        advance();
    }
    return found;
}

bool Tokens::take_all(std::string_view first, std::string_view second) noexcept {
    const Tokens before = *this;
    if (take(first) && take(second)) {
        return true;
    }
    *this = before;
    return false;
}

std::string Tokens::name() {
    std::string result;
    const std::string_view all = text();
    if (!is_quoted()) {
        result = std::string(all);
    } else {
        const char quote = all.front();
        for (std::size_t i = 1; i + 1 < all.size(); ++i) {
            result += all[i];
            i += all[i] == quote ? 1 : 0;
        }
    }
    advance();
    return result;
}

}  // namespace retort::dialect::mysql
