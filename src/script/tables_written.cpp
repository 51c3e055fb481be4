#include "script/identifiers.hpp"
#include "script/name_reader.hpp"
#include "script/word_pattern.hpp"

namespace retort::script {
namespace {

using Words = std::vector<std::string_view>;

/// Walks over the words of a statement, and of the bodies in it.
class Writing {
public:
    explicit Writing(Dialect dialect) : dialect_(dialect) {}

    /// @param depth of bodies around the text
    void read(std::string_view text, int depth = 0) {
        words_ = words_of(text, dialect_);
        std::vector<std::string_view> bodies;
        std::size_t listed = 0;  // behind the last name of a list of written ones
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (is_body(words_[i]) && depth < deepest_body) {
                bodies.push_back(words_[i]);
            } else if (is_table(i)) {
                at_ = verb_before(i);
                const bool next = is_at(at_, ",") && listed == at_ && listed > 0;
                if (next || is_written()) {
                    add(i);
                    listed = is_at(at_, "into") ? 0 : i + 1;
                }
            }
        }
        for (const std::string_view body : bodies) {
            const std::size_t tag = body.find('$', 1) + 1;
            read(body.substr(tag, body.size() - 2 * tag), depth + 1);
        }
    }

    std::vector<Identifier> take() { return std::move(found_); }

private:
    static constexpr auto none = static_cast<std::size_t>(-1);
    static constexpr int deepest_body = 4;
    static constexpr std::string_view between =
        "only|if|not|exists|ignore|low_priority|high_priority|delayed|quick";
    static constexpr int most_between = 4;

    bool is_at(std::size_t index, std::string_view choices) const noexcept {
        return index < words_.size() && is_word(words_[index], choices);
    }
    bool is_before(std::size_t index, std::string_view choices) const noexcept {
        return index != none && index > 0 && is_at(index - 1, choices);
    }

    /// A name, and the last part of it.
    bool is_table(std::size_t i) const noexcept {
        return is_name(words_[i], dialect_) && !is_at(i + 1, ".") && !is_at(i, between) &&
               !is_at(i, "from|into|or|set|table") && !is_before(i, "or");
    }

    /// $tag$ ... $tag$
    bool is_body(std::string_view word) const noexcept {
        const std::size_t tag = word.find('$', 1);
        return dialect_ == Dialect::postgresql && word.front() == '$' && word.back() == '$' &&
               tag != std::string_view::npos && word.size() >= 2 * (tag + 1);
    }

    /// What stands before a name, its qualifiers and what may be between.
    std::size_t verb_before(std::size_t name) const noexcept {
        while (is_before(name, ".") && name > 1) {
            name -= 2;
        }
        std::size_t at = name - 1;  // `none` at the beginning
        for (int i = 0; i < most_between && is_at(at, between); ++i) {
            --at;
        }
        const bool otherwise = is_at(at, "rollback|abort|replace|fail") && is_before(at, "or");
        at -= otherwise ? 1 : 0;
        return is_at(at, "or") && is_before(at, "update") ? at - 1 : at;
    }

    /// Whether the verb in hand is before what it writes.
    bool is_written() const noexcept {
        constexpr std::string_view no_statement = "on|key|for|of|or|,|before|after|grant|revoke";
        if (is_at(at_, "into|truncate")) {
            return true;
        }
        if (is_at(at_, "update") ||
            (dialect_ == Dialect::mysql && is_at(at_, "insert|replace|delete"))) {
            return !is_before(at_, no_statement);
        }
        if (is_at(at_, "from")) {
            return is_at(verb_before(at_), "delete");
        }
        if (is_at(at_, "to")) {
            return is_before(at_, "rename") || is_at(0, "rename");
        }
        return (is_at(at_, "table") &&
                is_before(at_,
                          "create|unlogged|foreign|virtual|replace|alter|online|ignore|drop|"
                          "truncate|rename|into")) ||
               (is_at(at_, "view") &&
                is_before(at_, "create|replace|recursive|materialized|alter|drop"));
    }

    void add(std::size_t i) {
        Identifier identifier;
        identifier.name = folded_name(words_[i], dialect_, false);
        if (is_before(i, ".") && i > 1 && is_name(words_[i - 2], dialect_)) {
            identifier.schema = folded_name(words_[i - 2], dialect_, false);
        }
        identifier.surely = true;
        found_.push_back(std::move(identifier));
    }

    Dialect dialect_;
    Words words_;
    std::size_t at_ = 0;  ///< the verb before the name in hand
    std::vector<Identifier> found_;
};

}  // namespace

std::vector<Identifier> tables_written_by(std::string_view statement, Dialect dialect) {
    Writing writing(dialect);
    writing.read(statement);
    return writing.take();
}

}  // namespace retort::script
