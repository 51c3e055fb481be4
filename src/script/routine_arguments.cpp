#include "script/routine_arguments.hpp"

#include "script/lexer.hpp"
#include "script/name_reader.hpp"

#include <algorithm>
#include <optional>

namespace retort::script {
namespace {

using Words = std::vector<std::string_view>;

struct Spelling {
    std::string_view written;
    std::string_view canonical;
};

/// Of types that have more than one.
constexpr Spelling spellings[] = {
    {"int", "integer"},
    {"int4", "integer"},
    {"int2", "smallint"},
    {"int8", "bigint"},
    {"float", "double precision"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"dec", "numeric"},
    {"decimal", "numeric"},
    {"bool", "boolean"},
    {"char", "character"},
    {"nchar", "character"},
    {"bpchar", "character"},
    {"varchar", "character varying"},
    {"varbit", "bit varying"},
    {"time", "time without time zone"},
    {"timetz", "time with time zone"},
    {"timestamp", "timestamp without time zone"},
    {"timestamptz", "timestamp with time zone"},
};

std::string canonical(const std::string& name) {
    const auto* found =
        std::find_if(std::begin(spellings), std::end(spellings),
                     [&](const Spelling& spelling) { return spelling.written == name; });
    return found == std::end(spellings) ? name : std::string(found->canonical);
}

/// As the catalog prints the name of a type.
std::string printed(std::string_view word) {
    std::string name = folded_name(word, Dialect::postgresql, false);
    const bool plain =
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos &&
        !(name.front() >= '0' && name.front() <= '9');
    // "char" is a type of its own.
    if (plain && (word.front() != '"' || canonical(name) == name)) {
        return name;
    }
    std::string quoted = "\"";
    for (const char c : name) {
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    return quoted + "\"";
}

/// Reads the words of one type.
class TypeReader {
public:
    explicit TypeReader(const Words& words, std::size_t first) : words_(words), at_(first) {}

    /// Nothing when the words are not one type and no more.
    std::optional<std::string> read() {
        if (at_ >= words_.size() || !is_name(words_[at_], Dialect::postgresql)) {
            return std::nullopt;
        }
        std::string type = take_name();
        skip_brackets();
        if (type == "time without time zone" || type == "timestamp without time zone") {
            take_zone(type);
        } else if (type == "interval") {
            skip_fields();
        }
        const bool array = take_dimensions();
        if (at_ < words_.size()) {
            return std::nullopt;
        }
        return array ? type + "[]" : type;
    }

private:
    bool take(std::string_view lower) {
        const bool found = at_ < words_.size() && same_word(words_[at_], lower);
        at_ += found ? 1U : 0U;
        return found;
    }

    std::string take_name() {
        if (take("double")) {
            return take("precision") ? "double precision" : "double";
        }
        if (take("national")) {
            take("character") || take("char");
            return take("varying") ? "character varying" : "character";
        }
        std::string name = printed(words_[at_++]);
        if (take(".")) {
            return take_qualified(std::move(name));
        }
        name = canonical(name);
        if ((name == "character" || name == "bit") && take("varying")) {
            name += " varying";
        }
        return name == "double precision" && single_precision() ? "real" : name;
    }

    std::string take_qualified(std::string schema) {
        const std::string name = at_ < words_.size() ? printed(words_[at_++]) : std::string();
        return schema == "pg_catalog" ? canonical(name) : std::move(schema) + "." + name;
    }

    /// FLOAT(24) and less
    bool single_precision() const {
        return at_ + 2 < words_.size() && same_word(words_[at_ - 1], "float") &&
               words_[at_] == "(" && words_[at_ + 2] == ")" &&
               (words_[at_ + 1].size() == 1 ||
                (words_[at_ + 1].size() == 2 && words_[at_ + 1] <= "24"));
    }

    void skip_brackets() {
        if (at_ < words_.size() && words_[at_] == "(") {
            const auto close = std::find(words_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         words_.end(), std::string_view(")"));
            at_ =
                static_cast<std::size_t>(close - words_.begin()) + (close == words_.end() ? 0 : 1);
        }
    }

    void take_zone(std::string& type) {
        const bool with = take("with");
        if (with || take("without")) {
            take("time");
            take("zone");
        }
        if (with) {
            type = type.substr(0, type.find(' ')) + " with time zone";
        }
    }

    void skip_fields() {
        while (take("year") || take("month") || take("day") || take("hour") || take("minute") ||
               take("second") || take("to")) {
        }
        skip_brackets();
    }

    bool take_dimensions() {
        bool array = take("array");
        while (take("[")) {
            array = true;
            while (at_ < words_.size() && !take("]")) {
                ++at_;
            }
        }
        return array;
    }

    const Words& words_;
    std::size_t at_;
};

bool take_mode(Words& words, std::string_view mode) {
    for (std::size_t i = 0; i < 2 && i + 1 < words.size(); ++i) {
        if (same_word(words[i], mode)) {
            words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
            return true;
        }
    }
    return false;
}

/// Adds the type of one argument, unless it is only returned. @returns false: words do not tell
bool add_type(Words words, std::string& types) {
    const auto value = std::find_if(words.begin(), words.end(), [](std::string_view word) {
        return same_word(word, "default") || word == "=" || word == ":";
    });
    words.erase(value, words.end());
    if (words.empty() || take_mode(words, "out")) {
        return true;
    }
    take_mode(words, "in") || take_mode(words, "inout") || take_mode(words, "variadic");
    for (std::size_t first = 0; first < 2; ++first) {
        if (const auto type = TypeReader(words, first).read()) {
            types += (types.empty() ? "" : ", ") + *type;
            return true;
        }
    }
    return false;
}

}  // namespace

std::optional<std::string> argument_types(const Words& words) {
    std::string types;
    Words argument;
    int depth = 0;
    bool told = true;
    for (const std::string_view word : words) {
        depth += word == "(" || word == "[" ? 1 : word == ")" || word == "]" ? -1 : 0;
        if (word == "," && depth == 0) {
            told = add_type(argument, types) && told;
            argument.clear();
        } else {
            argument.push_back(word);
        }
    }
    told = add_type(argument, types) && told;
    return told ? std::optional(types) : std::nullopt;
}

}  // namespace retort::script
