#include "dialect/mysql/catalog_change.hpp"

#include "dialect/mysql/word_cursor.hpp"

#include <optional>

namespace retort::dialect::mysql {
namespace {

using Action = CatalogChange::Action;

struct Named {
    std::string_view word;
    CatalogKind kind;
};

std::optional<CatalogKind> take_kind(WordCursor& words) {
    static constexpr Named kinds[] = {
        {"table", CatalogKind::relation},      {"tables", CatalogKind::relation},
        {"view", CatalogKind::relation},       {"sequence", CatalogKind::relation},
        {"procedure", CatalogKind::procedure}, {"function", CatalogKind::function},
        {"trigger", CatalogKind::trigger},     {"event", CatalogKind::event},
        {"database", CatalogKind::database},   {"schema", CatalogKind::database},
    };
    for (const Named& named : kinds) {
        if (words.take(named.word)) {
            return named.kind;
        }
    }
    return std::nullopt;
}

/// `root`@`localhost`, CURRENT_USER, CURRENT_USER()
void skip_user(WordCursor& words) {
    words.name();
    if (words.take("@")) {
        words.name();
    }
    if (words.take("(")) {
        words.take(")");
    }
}

/// What may stand between CREATE or ALTER and the kind of the object.
void skip_options(WordCursor& words) {
    while (true) {
        if (words.take("definer")) {
            words.take("=");
            skip_user(words);
        } else if (words.take("algorithm")) {
            words.take("=");
            words.name();
        } else if (words.take("sql")) {
            words.take("security");
            words.name();
        } else if (!words.take("online") && !words.take("offline") && !words.take("ignore") &&
                   !words.take("aggregate") && !words.take("unique") && !words.take("fulltext") &&
                   !words.take("spatial")) {
            return;
        }
    }
}

void skip_if_exists(WordCursor& words) {
    if (words.take("if")) {
        words.take("not");
        words.take("exists");
    }
}

ObjectName take_name(WordCursor& words, CatalogKind kind) {
    if (kind == CatalogKind::database) {
        return {kind, words.name(), {}};
    }
    ObjectName result{kind, {}, words.name()};
    if (words.take(".")) {
        result.schema = std::move(result.name);
        result.name = words.name();
    }
    return result;
}

/// CREATE or DROP INDEX name ... ON table
CatalogChange index_change(WordCursor& words) {
    skip_if_exists(words);
    words.name();
    while (!words.at_end() && !words.take("on")) {
        words.advance();
    }
    return {Action::alter, {take_name(words, CatalogKind::relation)}};
}

CatalogChange creation(WordCursor& words) {
    const bool replaces = words.take("or") && words.take("replace");
    skip_options(words);
    if (words.take("index")) {
        return index_change(words);
    }
    const bool table = words.is("table");
    const auto kind = take_kind(words);
    if (!kind) {
        return {};
    }
    skip_if_exists(words);
    const ObjectName name = take_name(words, *kind);
    if (*kind == CatalogKind::function && words.find("soname")) {
        return {};  // no catalog of information_schema shows it
    }
    return {replaces && table ? Action::replace_table : Action::make, {name}};
}

/// ALTER TABLE t ... RENAME [TO | AS] other; not of a column, an index or a key
std::optional<ObjectName> new_name(WordCursor words, CatalogKind kind) {
    int depth = 0;
    for (; !words.at_end(); words.advance()) {
        depth += words.is("(") ? 1 : words.is(")") ? -1 : 0;
        if (depth == 0 && words.take("rename")) {
            if (!words.is("column") && !words.is("index") && !words.is("key")) {
                words.take("to") || words.take("as");
                return take_name(words, kind);
            }
        }
    }
    return std::nullopt;
}

/// What changes rows or moves them between tables, and not the definition of the one named.
bool moves_rows(const WordCursor& words) {
    return words.find("exchange") || words.find("convert") || words.find("truncate") ||
           words.find("discard") || words.find("import");
}

CatalogChange alteration(WordCursor& words) {
    skip_options(words);
    if (words.is("sequence")) {
        return {Action::whole, {}};  // its next value is no definition
    }
    const auto kind = take_kind(words);
    if (!kind) {
        return {};
    }
    skip_if_exists(words);
    CatalogChange change{Action::alter, {}};
    if (*kind == CatalogKind::database) {
        // Without a name it is the current one that is altered.
        const bool named = !words.is("default") && !words.is("character") && !words.is("charset") &&
                           !words.is("collate") && !words.is("comment");
        change.names.push_back({*kind, named ? words.name() : std::string(), {}});
        return change;
    }
    change.names.push_back(take_name(words, *kind));
    if (*kind == CatalogKind::relation && moves_rows(words)) {
        return {Action::whole, {}};
    }
    if (auto renamed = new_name(words, *kind)) {
        change.names.push_back(std::move(*renamed));
    }
    return change;
}

CatalogChange removal(WordCursor& words) {
    if (words.take("index")) {
        return index_change(words);
    }
    const auto kind = take_kind(words);
    if (!kind) {
        return {};
    }
    skip_if_exists(words);
    CatalogChange change{Action::drop, {}};
    do {
        change.names.push_back(take_name(words, *kind));
    } while (words.take(","));
    return change;
}

CatalogChange renaming(WordCursor& words) {
    if (take_kind(words) != CatalogKind::relation) {
        return {};
    }
    skip_if_exists(words);
    CatalogChange change{Action::rename, {}};
    do {
        change.names.push_back(take_name(words, CatalogKind::relation));
        while (!words.at_end() && !words.take("to")) {
            words.advance();
        }
        change.names.push_back(take_name(words, CatalogKind::relation));
    } while (words.take(","));
    return change;
}

}  // namespace

CatalogChange catalog_change(std::string_view statement) {
    WordCursor words(statement);
    if (words.take("create")) {
        return creation(words);
    }
    if (words.take("alter")) {
        return alteration(words);
    }
    if (words.take("drop")) {
        return removal(words);
    }
    if (words.take("rename")) {
        return renaming(words);
    }
    return words.is("truncate") ? CatalogChange{Action::whole, {}} : CatalogChange{};
}

}  // namespace retort::dialect::mysql
