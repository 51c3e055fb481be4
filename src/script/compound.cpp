#include "script/compound.hpp"

#include <algorithm>
#include <initializer_list>

namespace retort::script {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) noexcept {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view candidate) { return same_word(word, candidate); });
}

/// What END closes, but a CASE expression.
bool opens_block(std::string_view word) noexcept {
    return one_of(word, {"begin", "if", "case", "loop", "repeat", "while", "for"});
}

/// A routine's body that is one simple statement may hold words that open blocks elsewhere.
bool opens_simple_statement(std::string_view word) noexcept {
    return one_of(word, {"return", "select", "call", "with", "values", "insert", "update", "delete",
                         "replace", "set"});
}

}  // namespace

void CompoundTracker::see(TokenKind kind, std::string_view text) noexcept {
    if (kind == TokenKind::other) {
        see_mark(text);
    } else if (kind == TokenKind::word && !qualified_) {
        see_word(text);
    } else {
        see_name();
    }
    previous_ = kind == TokenKind::word ? text : std::string_view{};
    qualified_ = kind == TokenKind::other && (text == "." || text == "@");
}

bool CompoundTracker::semicolon() noexcept {
    if (depth_ == 0) {
        return true;
    }
    state_ = State::body;
    inner_ = true;
    label_ = declaring_ = handler_ = until_ = qualified_ = false;
    cases_ = parentheses_ = 0;
    previous_ = {};
    return false;
}

void CompoundTracker::see_mark(std::string_view mark) noexcept {
    if (mark.substr(0, 2) == "/*" || mark == "*" || mark == "/") {
        return;  // the edges of a comment whose text is for the server
    }
    if (mark == "(") {
        ++parentheses_;
    } else if (mark == ")" && parentheses_ > 0) {
        --parentheses_;
    }
    state_ = state_ == State::start ? State::plain : state_;
    inner_ = mark == ":" && label_;
    label_ = false;
}

/// A quoted token, or a word that is no keyword.
void CompoundTracker::see_name() noexcept {
    if (state_ == State::name) {
        end_name();
    }
    state_ = state_ == State::start ? State::plain : state_;
    label_ = inner_;
    inner_ = false;
}

void CompoundTracker::see_word(std::string_view word) noexcept {
    switch (state_) {
        case State::start:
            see_first(word);
            break;
        case State::begin:
            state_ = same_word(word, "not") ? State::body : State::plain;
            depth_ = state_ == State::body ? 1 : 0;
            inner_ = depth_ > 0;
            break;
        case State::create:
            after_create(word);
            break;
        case State::name:
            in_name(word);
            break;
        case State::trigger_head:
            in_trigger_head(word);
            break;
        case State::head:
            in_head(word);
            break;
        case State::body:
            inner_ ? begin_inner(word) : within_inner(word);
            break;
        case State::plain:
            break;
    }
}

void CompoundTracker::see_first(std::string_view word) noexcept {
    if (same_word(word, "begin")) {
        state_ = State::begin;
    } else if (opens_block(word)) {
        open(word);
    } else {
        state_ = one_of(word, {"create", "alter"}) ? State::create : State::plain;
    }
}

void CompoundTracker::after_create(std::string_view word) noexcept {
    if (one_of(word, {"function", "procedure", "trigger", "event"})) {
        trigger_ = same_word(word, "trigger");
        state_ = State::name;
    } else if (one_of(word, {"table", "view", "index", "user", "role", "database", "schema",
                             "sequence", "server", "as", "on", "select"})) {
        state_ = State::plain;
    }
}

void CompoundTracker::in_name(std::string_view word) noexcept {
    if (!one_of(word, {"if", "not", "exists"})) {
        end_name();
    }
}

void CompoundTracker::end_name() noexcept {
    state_ = trigger_ ? State::trigger_head : State::head;
}

void CompoundTracker::in_trigger_head(std::string_view word) noexcept {
    count_case(word);
    if (same_word(word, "row")) {
        state_ = State::head;
    } else if (same_word(word, "begin") && cases_ == 0) {
        open(word);
    }
}

void CompoundTracker::in_head(std::string_view word) noexcept {
    if (parentheses_ > 0) {
        return;
    }
    if (same_word(word, "when")) {
        state_ = State::trigger_head;
    } else if (same_word(word, "do")) {
        state_ = State::body;
        inner_ = true;
    } else if (opens_block(word)) {
        open(word);
    } else if (opens_simple_statement(word) && !follows("character")) {
        state_ = State::body;
        inner_ = false;
    }
}

/// The first word of a statement inside of the body.
void CompoundTracker::begin_inner(std::string_view word) noexcept {
    if (follows("begin") && same_word(word, "not")) {
        return;
    }
    if ((follows("not") || follows("begin")) && same_word(word, "atomic")) {
        return;
    }
    inner_ = false;
    if (opens_block(word)) {
        open(word);
    } else if (same_word(word, "end")) {
        depth_ -= depth_ > 0 ? 1 : 0;
    } else {
        declaring_ = same_word(word, "declare");
        until_ = same_word(word, "until");
        label_ = true;
    }
}

void CompoundTracker::within_inner(std::string_view word) noexcept {
    label_ = false;
    if (until_ && cases_ == 0 && same_word(word, "end")) {
        until_ = false;
        --depth_;
    } else if (cases_ == 0 && one_of(word, {"then", "else", "do"})) {
        inner_ = true;
    } else if (handler_ && same_word(word, "for")) {
        state_ = State::head;
        declaring_ = handler_ = false;
    } else {
        handler_ = handler_ || (declaring_ && same_word(word, "handler"));
        count_case(word);
    }
}

void CompoundTracker::open(std::string_view word) noexcept {
    state_ = State::body;
    ++depth_;
    inner_ = one_of(word, {"begin", "loop", "repeat"});
}

void CompoundTracker::count_case(std::string_view word) noexcept {
    if (same_word(word, "case") && !follows("end")) {
        ++cases_;
    } else if (same_word(word, "end") && cases_ > 0) {
        --cases_;
    }
}

}  // namespace retort::script
