#include "script/identifiers.hpp"
#include "script/statement_head.hpp"

namespace retort::script {
namespace {

using Tables = std::vector<Identifier>;

void take_one(NameReader& words, Tables& tables) {
    words.take("only");
    QualifiedName named = words.qualified();
    words.take("*");
    if (!named.name.empty()) {
        tables.push_back({std::move(named.schema), std::move(named.name), true});
    }
}

/// Up to the next of these words; words between brackets do not count.
bool go_behind(NameReader& words, std::string_view lower) {
    while (!words.at_end() && !words.take(lower)) {
        if (words.is("(")) {
            words.bracketed();
        } else {
            words.advance();
        }
    }
    return !words.at_end();
}

bool take_kind(NameReader& words) {
    bool materialized = false;
    return words.take("table") || words.take("tables") || take_view(words, materialized);
}

Tables created(NameReader& words) {
    Tables tables;
    skip_options(words);
    if (take_kind(words)) {
        skip_if_exists(words);
        take_one(words, tables);
    }
    return tables;
}

/// ALTER TABLE t RENAME [TO | AS] other; not of a column, a constraint or an index
void take_new_name(NameReader& words, Tables& tables) {
    const bool named = words.take("to") || words.take("as");
    if (!named && (words.dialect() != Dialect::mysql || words.is("column") || words.is("index") ||
                   words.is("key") || words.is("constraint"))) {
        return;
    }
    take_one(words, tables);
    if (tables.back().schema.empty()) {
        tables.back().schema = tables.front().schema;
    }
}

Tables altered(NameReader& words) {
    Tables tables;
    skip_options(words);
    if (!take_kind(words)) {
        return tables;
    }
    skip_if_exists(words);
    take_one(words, tables);
    while (!tables.empty() && go_behind(words, "rename")) {
        take_new_name(words, tables);
    }
    return tables;
}

Tables list(NameReader& words) {
    Tables tables;
    skip_if_exists(words);
    do {
        take_one(words, tables);
    } while (words.take(","));
    return tables;
}

Tables renamed(NameReader& words) {
    Tables tables;
    if (!take_kind(words)) {
        return tables;
    }
    skip_if_exists(words);
    do {
        take_one(words, tables);
        if (go_behind(words, "to")) {
            take_one(words, tables);
        }
    } while (words.take(","));
    return tables;
}

}  // namespace

std::vector<Identifier> tables_changed_by(std::string_view statement, Dialect dialect) {
    NameReader words(statement, dialect);
    skip_wrapper(words);
    if (words.take("create")) {
        return created(words);
    }
    if (words.take("alter")) {
        return altered(words);
    }
    if (words.take("rename")) {
        return renamed(words);
    }
    if (words.take("truncate")) {
        words.take("table");
        return list(words);
    }
    if (words.take("drop")) {
        skip_options(words);
        return take_kind(words) ? list(words) : Tables{};
    }
    return {};
}

}  // namespace retort::script
