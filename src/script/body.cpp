#include "script/body.hpp"

#include <algorithm>
#include <initializer_list>

namespace retort::script {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) noexcept {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view candidate) { return same_word(word, candidate); });
}

}  // namespace

void BodyTracker::see(TokenKind kind, std::string_view text) noexcept {
    if (rules_->style == BodyRules::Style::trigger) {
        see_trigger(kind, text);
    } else {
        see_blocks(kind, text);
    }
}

bool BodyTracker::semicolon() noexcept {
    const bool trigger = rules_->style == BodyRules::Style::trigger;
    if (trigger && (state_ == State::body || state_ == State::semicolon)) {
        state_ = State::semicolon;
        return false;
    }
    close_block({});
    if (depth_ > 0 || (rules_->parentheses_hold && parentheses_ > 0)) {
        return false;
    }
    reset();
    return true;
}

void BodyTracker::reset() noexcept {
    *this = BodyTracker(*rules_);
}

bool BodyTracker::inside() const noexcept {
    if (rules_->style == BodyRules::Style::trigger) {
        return begun_ && (state_ == State::body || state_ == State::semicolon);
    }
    return depth_ > (ending_ ? 1U : 0U);
}

void BodyTracker::see_trigger(TokenKind kind, std::string_view text) noexcept {
    const auto is = [&](std::string_view word) {
        return kind == TokenKind::word && same_word(text, word);
    };
    switch (state_) {
        case State::start:
            state_ = is("create") ? State::create : is("explain") ? State::explain : State::plain;
            break;
        case State::explain:
            if (is("create")) {
                state_ = State::create;
            } else if (is("explain") || is("temp") || is("temporary") || is("trigger") ||
                       is("end")) {
                state_ = State::plain;
            }
            break;
        case State::create:
            if (is("trigger")) {
                state_ = State::body;
            } else if (!is("temp") && !is("temporary")) {
                state_ = State::plain;
            }
            break;
        case State::body:
        case State::end:
            state_ = State::body;
            begun_ = begun_ || is("begin");
            break;
        case State::semicolon:
            state_ = is("end") ? State::end : State::body;
            break;
        case State::plain:
            break;
    }
}

void BodyTracker::see_blocks(TokenKind kind, std::string_view text) noexcept {
    const bool word = kind == TokenKind::word;
    if (ending_) {
        close_block(word ? text : std::string_view{});
        if (word && same_word(text, "case")) {
            return;
        }
    }
    if (kind == TokenKind::other) {
        parentheses_ += text == "(" ? 1 : text == ")" && parentheses_ > 0 ? -1 : 0;
    }
    if (!word) {
        state_ = state_ == State::start ? State::plain : state_;
    } else if (state_ == State::start) {
        state_ = same_word(text, "create") ? State::create : State::plain;
    } else if (state_ == State::create) {
        after_create(text);
    } else if (state_ == State::body) {
        in_routine(text);
    }
}

void BodyTracker::after_create(std::string_view word) noexcept {
    const bool any_word = !rules_->only_or_replace;
    if (one_of(word, {"function", "procedure"}) ||
        (any_word && one_of(word, {"trigger", "event"}))) {
        state_ = State::body;
    } else if (any_word
                   ? one_of(word, {"table", "view", "index", "as", "on", "select", "user", "role"})
                   : !one_of(word, {"or", "replace"})) {
        state_ = State::plain;
    }
}

void BodyTracker::in_routine(std::string_view word) noexcept {
    if (rules_->parentheses_hold && parentheses_ > 0) {
        return;
    }
    if (same_word(word, "begin") || (depth_ > 0 && same_word(word, "case"))) {
        ++depth_;
    } else if (depth_ > 0 && same_word(word, "end")) {
        ending_ = true;
    }
}

/// @param next the word behind END, if it is one
void BodyTracker::close_block(std::string_view next) noexcept {
    if (!ending_) {
        return;
    }
    ending_ = false;
    if (!rules_->end_names_its_block || !one_of(next, {"if", "loop", "repeat", "while", "for"})) {
        --depth_;
    }
}

}  // namespace retort::script
