#include "dialect/sqlite/table_text.hpp"

#include "script/character.hpp"
#include "script/name_reader.hpp"
#include "script/word_pattern.hpp"

#include <fmt/format.h>

#include <optional>

namespace retort::dialect::sqlite {
namespace {

using Words = std::vector<std::string_view>;

constexpr std::string_view operators = "<>=!|&+-*/%~";

bool is_operator(std::string_view word) noexcept {
    return word.find_first_not_of(operators) == std::string_view::npos;
}

/// Quotes stay where the name needs them.
std::string one_form_of(std::string_view word) {
    if (!script::is_name(word, Dialect::sqlite)) {
        return script::lower_case(word) == word || word.back() == '\'' ? std::string(word)
                                                                       : script::lower_case(word);
    }
    std::string name = script::folded_name(word, Dialect::sqlite, false);
    const bool is_plain =
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos &&
        (name.front() < '0' || name.front() > '9');
    return is_plain || name.size() == word.size() ? name : fmt::format("\"{}\"", name);
}

bool stand_close(std::string_view left, std::string_view right) noexcept {
    return left == "(" || left == "." || right == ")" || right == "," || right == "." ||
           right == ";" ||
           (is_operator(left) && is_operator(right) && left.data() + left.size() == right.data());
}

std::string joined(Words::const_iterator begin, Words::const_iterator end) {
    std::string text;
    for (auto word = begin; word != end; ++word) {
        text += word == begin || stand_close(*(word - 1), *word) ? "" : " ";
        text += one_form_of(*word);
    }
    return text;
}

std::string joined(const Words& words) {
    return joined(words.begin(), words.end());
}

/// Walks over the words of a definition.
class Reader {
public:
    explicit Reader(Words words) : words_(std::move(words)) {}

    bool at_end() const noexcept { return position_ == words_.size(); }
    std::string_view word() const noexcept {
        return at_end() ? std::string_view{} : words_[position_];
    }
    bool is(std::string_view choices) const noexcept { return script::is_word(word(), choices); }
    bool is_mark(std::string_view mark) const noexcept { return word() == mark; }
    bool take(std::string_view lower) noexcept {
        const bool found = is(lower);
        position_ += found ? 1U : 0U;
        return found;
    }
    bool take_two(std::string_view first, std::string_view second) noexcept {
        const bool found = is(first) && position_ + 1 < words_.size() &&
                           script::is_word(words_[position_ + 1], second);
        position_ += found ? 2U : 0U;
        return found;
    }
    std::string next() { return at_end() ? std::string() : one_form_of(words_[position_++]); }

    /// Between this bracket and the one that closes it.
    Words bracketed() {
        Words inside;
        if (!is_mark("(")) {
            return inside;
        }
        int depth = 0;
        do {
            depth += is_mark("(") ? 1 : is_mark(")") ? -1 : 0;
            inside.push_back(words_[position_++]);
        } while (depth > 0 && !at_end());
        inside.erase(inside.begin());
        inside.pop_back();
        return inside;
    }
    /// Up to the next of `choices` outside of brackets.
    Words up_to(std::string_view choices) {
        Words passed;
        while (!at_end() && !is(choices)) {
            if (is_mark("(")) {
                const std::size_t begin = position_;
                bracketed();
                passed.insert(passed.end(), words_.begin() + static_cast<std::ptrdiff_t>(begin),
                              words_.begin() + static_cast<std::ptrdiff_t>(position_));
            } else {
                passed.push_back(words_[position_++]);
            }
        }
        return passed;
    }
    Words rest() {
        Words all(words_.begin() + static_cast<std::ptrdiff_t>(position_), words_.end());
        position_ = words_.size();
        return all;
    }

private:
    Words words_;
    std::size_t position_ = 0;
};

/// At the commas outside of brackets.
std::vector<Words> parts_of(const Words& words) {
    std::vector<Words> parts(1);
    int depth = 0;
    for (const std::string_view word : words) {
        depth += word == "(" ? 1 : word == ")" ? -1 : 0;
        if (word == "," && depth == 0) {
            parts.emplace_back();
        } else {
            parts.back().push_back(word);
        }
    }
    return parts;
}

std::string on_conflict(Reader& reader) {
    return reader.take_two("on", "conflict") ? reader.next() : std::string();
}

/// Columns of a key or an index; ascending is not said.
std::string columns_of(const Words& bracketed) {
    std::string text;
    for (Words column : parts_of(bracketed)) {
        if (!column.empty() && script::is_word(column.back(), "asc")) {
            column.pop_back();
        }
        text += (text.empty() ? "" : ", ") + joined(column);
    }
    return text;
}

/// `no action` and other pairs of words.
std::string action(Reader& reader) {
    std::string text = reader.next();
    if (text == "set" || text == "no") {
        text += " " + reader.next();
    }
    return text == "no action" ? std::string() : text;
}

void read_reference(Reader& reader, ConstraintText& constraint) {
    constraint.references = reader.next();
    if (reader.is_mark("(")) {
        constraint.references += fmt::format(" ({})", joined(reader.bracketed()));
    }
    for (;;) {
        if (reader.take_two("on", "delete")) {
            constraint.on_delete = action(reader);
        } else if (reader.take_two("on", "update")) {
            constraint.on_update = action(reader);
        } else if (reader.take("match")) {
            constraint.match = reader.next();
        } else if (reader.take_two("not", "deferrable")) {
            reader.take_two("initially", "deferred|immediate");
        } else if (reader.take("deferrable")) {
            constraint.deferrable =
                reader.take_two("initially", "deferred") ? "initially deferred" : "";
            reader.take_two("initially", "immediate");
        } else {
            return;
        }
    }
}

/// What a column and a table say alike.
std::optional<ConstraintText> take_constraint(Reader& reader, const std::string& column) {
    ConstraintText constraint;
    if (reader.take_two("primary", "key")) {
        constraint.kind = ConstraintText::Kind::primary_key;
    } else if (reader.take("unique")) {
        constraint.kind = ConstraintText::Kind::unique;
    } else if (reader.take("check")) {
        constraint.columns = joined(reader.bracketed());
        on_conflict(reader);
        return constraint;
    } else if (reader.take_two("foreign", "key") || reader.is("references")) {
        constraint.kind = ConstraintText::Kind::foreign_key;
        constraint.columns = reader.is_mark("(") ? joined(reader.bracketed()) : column;
        reader.take("references");
        read_reference(reader, constraint);
        return constraint;
    } else {
        return std::nullopt;
    }
    if (reader.is_mark("(")) {
        Words columns = reader.bracketed();
        if (!columns.empty() && script::is_word(columns.back(), "autoincrement")) {
            constraint.autoincrement = true;
            columns.pop_back();
        }
        constraint.columns = columns_of(columns);
    } else {
        constraint.columns = column + (reader.take("desc") ? " desc" : "");
        reader.take("asc");
    }
    constraint.on_conflict = on_conflict(reader);
    constraint.autoincrement = reader.take("autoincrement") || constraint.autoincrement;
    return constraint;
}

class TableReader {
public:
    explicit TableReader(TableText& table) : table_(table) {}

    void take(Words part) {
        Reader reader(std::move(part));
        if (reader.is("constraint|primary|unique|check|foreign")) {
            take_constraints(reader, {});
        } else {
            take_column(reader);
        }
        add_rest(reader.rest());
    }
    void add_rest(const Words& words) {
        if (!words.empty()) {
            table_.rest += (table_.rest.empty() ? "" : ", ") + joined(words);
        }
    }

private:
    void take_constraints(Reader& reader, const std::string& column) {
        std::string name;
        while (!reader.at_end()) {
            if (reader.take("constraint")) {
                name = reader.next();
                continue;
            }
            auto constraint = take_constraint(reader, column);
            if (!constraint && (column.empty() || !take_property(reader))) {
                return;
            }
            if (constraint) {
                constraint->name = name;
                table_.constraints.push_back(std::move(*constraint));
            }
            name.clear();
        }
    }

    void take_column(Reader& reader) {
        table_.columns.push_back({reader.next(), {}, {}, {}});
        reader.up_to(
            "constraint|primary|unique|check|references|not|null|default|collate|"
            "generated|as");
        take_constraints(reader, table_.columns.back().name);
    }

    /// Of the column in hand. What a pragma tells is passed over.
    bool take_property(Reader& reader) {
        ColumnText& column = table_.columns.back();
        if (reader.take_two("not", "null")) {
            column.not_null_on_conflict = on_conflict(reader);
        } else if (reader.take("null")) {
            on_conflict(reader);
        } else if (reader.take("default")) {
            if (reader.is_mark("(")) {
                reader.bracketed();
            } else {
                while (reader.is_mark("+") || reader.is_mark("-")) {
                    reader.next();
                }
                reader.next();
                if (reader.is_mark(".")) {
                    reader.next();
                    reader.next();
                }
            }
        } else if (reader.take("collate")) {
            column.collation = reader.next();
        } else if (reader.take_two("generated", "always") || reader.is("as")) {
            reader.take("as");
            column.generated = joined(reader.bracketed());
            reader.take("stored") || reader.take("virtual");
        } else {
            return false;
        }
        return true;
    }

    TableText& table_;
};

}  // namespace

TableText read_table(std::string_view sql) {
    TableText table;
    Reader definition(script::words_of(sql, Dialect::sqlite));
    for (int i = 0; i < 3 && !definition.is_mark("("); ++i) {
        definition.next();
    }
    TableReader columns(table);
    for (Words& part : parts_of(definition.bracketed())) {
        columns.take(std::move(part));
    }
    // The options behind it are told by a pragma.
    Reader options(definition.rest());
    while (options.take(",") || options.take("strict") || options.take_two("without", "rowid")) {
    }
    columns.add_rest(options.rest());
    return table;
}

IndexText read_index(std::string_view sql) {
    Reader reader(script::words_of(sql, Dialect::sqlite));
    IndexText index;
    reader.take("create");
    index.unique = reader.take("unique");
    reader.up_to("on");
    reader.take("on");
    reader.next();
    index.columns = columns_of(reader.bracketed());
    if (reader.take("where")) {
        index.condition = joined(reader.rest());
    }
    return index;
}

std::string one_form(std::string_view sql) {
    return joined(script::words_of(sql, Dialect::sqlite));
}

}  // namespace retort::dialect::sqlite
