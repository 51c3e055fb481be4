#include "script/body.hpp"

namespace retort::script {

void BodyTracker::see(TokenKind kind, std::string_view text) noexcept {
    switch (rules_->style) {
        case BodyRules::Style::trigger:
            see_trigger(kind, text);
            break;
        case BodyRules::Style::counted:
            count(kind, text);
            break;
        case BodyRules::Style::compound:
            compound_.see(kind, text);
            break;
    }
}

bool BodyTracker::semicolon() noexcept {
    if (rules_->style == BodyRules::Style::compound) {
        return compound_.semicolon();
    }
    if (rules_->style == BodyRules::Style::counted) {
        return depth_ == 0 && parentheses_ == 0;
    }
    if (state_ == State::body || state_ == State::semicolon) {
        state_ = State::semicolon;
        return false;
    }
    return true;
}

void BodyTracker::reset() noexcept {
    *this = BodyTracker(*rules_);
}

bool BodyTracker::inside() const noexcept {
    if (rules_->style == BodyRules::Style::trigger) {
        return begun_ && (state_ == State::body || state_ == State::semicolon);
    }
    return depth_ > 0 || compound_.inside();
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
        default:
            break;
    }
}

void BodyTracker::count(TokenKind kind, std::string_view text) noexcept {
    if (kind == TokenKind::word) {
        count_word(text);
    } else if (text == "(") {
        ++parentheses_;
    } else if (text == ")" && parentheses_ > 0) {
        --parentheses_;
    }
}

void BodyTracker::count_word(std::string_view word) noexcept {
    if (state_ != State::body) {
        state_ = behind(word);
    } else if (parentheses_ > 0) {
        return;
    } else if (same_word(word, "begin") || (depth_ > 0 && same_word(word, "case"))) {
        ++depth_;
    } else if (depth_ > 0 && same_word(word, "end")) {
        --depth_;
    }
}

BodyTracker::State BodyTracker::behind(std::string_view word) const noexcept {
    const bool routine = same_word(word, "function") || same_word(word, "procedure");
    if (state_ == State::start && same_word(word, "create")) {
        return State::create;
    }
    if ((state_ == State::create || state_ == State::create_or_replace) && routine) {
        return State::body;
    }
    if (state_ == State::create && same_word(word, "or")) {
        return State::create_or;
    }
    if (state_ == State::create_or && same_word(word, "replace")) {
        return State::create_or_replace;
    }
    return State::plain;
}

}  // namespace retort::script
