#include "script/identifiers.hpp"

#include "script/lexer.hpp"
#include "script/name_reader.hpp"
#include "script/object_name.hpp"
#include "script/table_places.hpp"
#include "script/word_pattern.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace retort::script {
namespace {

using Words = std::vector<std::string_view>;

/// Bodies within bodies; more of them are nothing that anyone writes.
constexpr int deepest_body = 4;

class Collector {
public:
    explicit Collector(Dialect dialect) : dialect_(dialect) {}

    /// @param depth of bodies around the text
    void read(std::string_view text, int depth) {
        const Words words = words_of(text, dialect_);
        const auto temporary = depth == 0 ? named_queries(words) : std::set<std::string>();
        TablePlaces places(words);
        for (std::size_t i = 0; i < words.size(); ++i) {
            const bool place = places.next();
            const std::string_view body = body_in(words, i);
            if (!body.empty() && depth < deepest_body) {
                read(body, depth + 1);
            } else if (is_identifier(words[i], place)) {
                add(words, i, place && depth == 0, temporary);
            }
        }
    }

    std::vector<Identifier> take() { return std::move(found_); }

private:
    /// MySQL's "..." is a string, unless a name must stand there.
    bool is_identifier(std::string_view word, bool place) const noexcept {
        return is_name(word, dialect_) &&
               (dialect_ != Dialect::mysql || word.front() != '"' || place);
    }

    /// The text of `$$...$$`, and of the string that is a routine's body.
    std::string_view body_in(const Words& words, std::size_t i) const {
        const std::string_view word = words[i];
        if (dialect_ != Dialect::postgresql || word.size() < 2) {
            return {};
        }
        if (word.front() == '$' && word.back() == '$') {
            const std::size_t tag = word.find('$', 1) + 1;
            return tag * 2 <= word.size() ? word.substr(tag, word.size() - 2 * tag)
                                          : std::string_view{};
        }
        const bool body = word.front() == '\'' && i > 0 && same_word(words[i - 1], "as") &&
                          begin_with(words, "create or? replace? function|procedure");
        return body ? word.substr(1, word.size() - 2) : std::string_view{};
    }

    /// What WITH names: no table of that name is meant then, or not surely.
    std::set<std::string> named_queries(const Words& words) const {
        std::set<std::string> names;
        if (!begin_with(words, "... with")) {
            return names;
        }
        std::vector<std::size_t> open;
        std::size_t name = 0;  // of what is before this word, columns in brackets left out
        for (std::size_t i = 0; i + 1 < words.size(); ++i) {
            if (same_word(words[i], "as") && i > 0 && is_name(words[name], dialect_) &&
                is_word(words[i + 1], "(|not|materialized")) {
                names.insert(folded_name(words[name], dialect_, false));
            }
            name = i;
            if (words[i] == "(") {
                open.push_back(i);
            } else if (words[i] == ")" && !open.empty()) {
                name = open.back() > 0 ? open.back() - 1 : 0;
                open.pop_back();
            }
        }
        return names;
    }

    void add(const Words& words, std::size_t i, bool surely,
             const std::set<std::string>& temporary) {
        Identifier identifier;
        identifier.name = folded_name(words[i], dialect_, false);
        if (i > 1 && words[i - 1] == "." && is_name(words[i - 2], dialect_)) {
            identifier.schema = folded_name(words[i - 2], dialect_, false);
        }
        identifier.surely =
            surely && (!identifier.schema.empty() || temporary.count(identifier.name) == 0);
        const auto [place, fresh] =
            places_.emplace(std::pair(identifier.schema, identifier.name), found_.size());
        if (fresh) {
            found_.push_back(std::move(identifier));
        } else {
            found_[place->second].surely = found_[place->second].surely || identifier.surely;
        }
    }

    Dialect dialect_;
    std::vector<Identifier> found_;
    std::map<std::pair<std::string, std::string>, std::size_t> places_;
};

}  // namespace

std::vector<Identifier> identifiers_of(std::string_view text, Dialect dialect) {
    Collector collector(dialect);
    collector.read(text, 0);
    return collector.take();
}

bool may_name(const Identifier& identifier, const ObjectId& object) noexcept {
    const bool elsewhere =
        !identifier.schema.empty() && !object.schema.empty() && identifier.schema != object.schema;
    return object.kind != ObjectKind::trigger && !elsewhere &&
           (identifier.name == object.name ||
            (is_routine(object.kind) && same_word(identifier.name, object.name)));
}

}  // namespace retort::script
