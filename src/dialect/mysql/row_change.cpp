#include "dialect/mysql/row_change.hpp"

#include "dialect/mysql/word_cursor.hpp"
#include "script/name_reader.hpp"
#include "script/statement_traits.hpp"

#include <algorithm>

namespace retort::dialect::mysql {
namespace {

using Names = std::vector<ObjectName>;

bool is_name(const WordCursor& words) {
    return script::is_name(words.word(), Dialect::mysql);
}

void take_table(WordCursor& words, Names& names) {
    ObjectName table{CatalogKind::relation, {}, words.name()};
    if (words.take(".")) {
        table.schema = std::move(table.name);
        table.name = words.name();
    }
    if (std::find(names.begin(), names.end(), table) == names.end()) {
        names.push_back(std::move(table));
    }
}

/// INSERT [LOW_PRIORITY | IGNORE ...] [INTO] table
Names table_of_insert(WordCursor& words) {
    while (words.take("low_priority") || words.take("high_priority") || words.take("delayed") ||
           words.take("ignore") || words.take("into")) {
    }
    Names names;
    take_table(words, names);
    return names;
}

/// LOAD DATA ... INTO TABLE table
Names table_of_load(WordCursor& words) {
    Names names;
    while (!words.at_end()) {
        if (words.take("into") && words.take("table")) {
            take_table(words, names);
            return names;
        }
        words.advance();
    }
    return names;
}

/// The tables that are joined stand before this word; more names do.
Names names_before(WordCursor& words, std::string_view end) {
    Names names;
    while (!words.at_end() && !words.is(end)) {
        if (is_name(words)) {
            take_table(words, names);
        } else {
            words.advance();
        }
    }
    return names;
}

}  // namespace

Names tables_of_changed_rows(std::string_view statement) {
    if (!script::statement_traits(statement, Dialect::mysql).changes_rows) {
        return {};
    }
    WordCursor words(statement);
    while (!words.at_end()) {
        if (words.take("insert") || words.take("replace")) {
            return table_of_insert(words);
        }
        if (words.take("load")) {
            return table_of_load(words);
        }
        if (words.take("update")) {
            return names_before(words, "set");
        }
        if (words.take("delete")) {
            return names_before(words, "where");
        }
        words.advance();
    }
    return {};
}

}  // namespace retort::dialect::mysql
