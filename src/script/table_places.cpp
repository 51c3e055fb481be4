#include "script/table_places.hpp"

#include "script/word_pattern.hpp"

namespace retort::script {

bool TablePlaces::next() {
    at_ = next_++;
    if (mark()) {
        return false;
    }
    if (at_ == statement_) {
        see_statement();
    }
    if (keyword()) {
        return false;
    }
    const bool skipped = is("only|lateral|if|not|exists|ignore|low_priority|quick|concurrently");
    if (expected_ != Expected::nothing && skipped) {
        return false;
    }
    const bool qualifies = is_at(at_ + 1, ".");
    const bool named = !qualifies && (expected_ != Expected::nothing || before_bracket());
    expected_ = qualifies ? expected_ : Expected::nothing;
    return named;
}

void TablePlaces::reset() {
    levels_.assign(1, {});
    expected_ = Expected::nothing;
    statement_ = next_;
    on_table_ = false;
}

bool TablePlaces::is_at(std::size_t index, std::string_view choices) const noexcept {
    return index < words_.size() && is_word(words_[index], choices);
}

bool TablePlaces::behind(std::string_view choices) const noexcept {
    return at_ > 0 && is_at(at_ - 1, choices);
}

/// A routine, or the table of INSERT INTO t (...); not the alias of either.
bool TablePlaces::before_bracket() const noexcept {
    return is_at(at_ + 1, "(") && !behind("as|)");
}

/// A bracket in a FROM list holds another one.
void TablePlaces::open() {
    const bool sources = expected_ == Expected::source;
    levels_.push_back({sources, sources});
    expected_ = sources ? Expected::source : Expected::nothing;
}

void TablePlaces::close() {
    if (levels_.size() > 1) {
        levels_.pop_back();
    }
    expected_ = Expected::nothing;
}

/// Whether the word is a mark.
bool TablePlaces::mark() {
    if (is("(")) {
        open();
    } else if (is(")")) {
        close();
    } else if (is(";")) {
        reset();
    } else if (is(",")) {
        expected_ = levels_.back().sources ? Expected::source : Expected::nothing;
    } else {
        return is(".");
    }
    return true;
}

void TablePlaces::see_statement() noexcept {
    on_table_ = is("grant|revoke");
}

/// Whether the word says what the next ones are.
bool TablePlaces::keyword() {
    Level& level = levels_.back();
    if (is("select|delete")) {
        level = {true, false};
        expected_ = Expected::nothing;
    } else if (is("from") && level.query && !behind("distinct")) {
        level.sources = true;
        expected_ = Expected::source;
    } else if (is("join|straight_join")) {
        expected_ = Expected::source;
    } else if (is("update") && !behind("key") && !is_at(at_ + 1, "of|on|set|or|,|;")) {
        level.sources = true;
        expected_ = Expected::name;
    } else if (is("where|group|order|having|limit|offset|fetch|for|window|union|except|intersect|"
                  "set|returning|values")) {
        level.sources = false;
        expected_ = Expected::nothing;
    } else if (names_something()) {
        expected_ = Expected::name;
        on_table_ = on_table_ && !is("on");
    } else {
        on_table_ = on_table_ || (is("trigger|index") && is_at(statement_, "create|drop|alter"));
        return false;
    }
    return true;
}

/// Whether the name of a table or routine is next.
bool TablePlaces::names_something() const noexcept {
    return is("table|view|references|setof|call") || (is("into") && !levels_.back().query) ||
           (is("on") && on_table_);
}

}  // namespace retort::script
