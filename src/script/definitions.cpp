#include "script/identifiers.hpp"
#include "script/object_name.hpp"
#include "script/statement_head.hpp"

namespace retort::script {
namespace {

using Definitions = std::vector<ObjectDefinition>;
using Verb = ObjectDefinition::Verb;

/// More than one: ROUTINE is either.
std::vector<ObjectKind> take_kinds(NameReader& words) {
    bool materialized = false;
    if (take_view(words, materialized)) {
        return {materialized ? ObjectKind::materialized_view : ObjectKind::view};
    }
    for (const ObjectKind kind :
         {ObjectKind::function, ObjectKind::procedure, ObjectKind::trigger}) {
        if (words.take(to_string(kind))) {
            return {kind};
        }
    }
    if (words.take("routine")) {
        return {ObjectKind::function, ObjectKind::procedure};
    }
    return {};
}

bool is_temporary(const ObjectId& id, Dialect dialect) noexcept {
    return (dialect == Dialect::postgresql && id.schema == "pg_temp") ||
           (dialect == Dialect::sqlite && id.schema == "temp");
}

void add(Definitions& found, Verb verb, const std::vector<ObjectKind>& kinds, ObjectId id,
         Dialect dialect) {
    if (id.name.empty() || is_temporary(id, dialect)) {
        return;
    }
    for (const ObjectKind kind : kinds) {
        id.kind = kind;
        found.push_back({verb, id});
    }
}

/// The table behind the events and columns of a trigger.
void find_table(NameReader& words, ObjectId& trigger) {
    while (!words.at_end() && !words.take("on")) {
        words.advance();
    }
    take_table(words, trigger);
}

Definitions creation(NameReader& words) {
    const Dialect dialect = words.dialect();
    const bool temporary = skip_options(words) && dialect != Dialect::mysql;
    const auto kinds = take_kinds(words);
    if (kinds.empty() || temporary) {
        return {};
    }
    skip_if_exists(words);
    ObjectId id = take_object_name(words, kinds.front());
    if (id.kind == ObjectKind::trigger) {
        const bool in_temporary = is_temporary(id, dialect);
        find_table(words, id);
        id.name = in_temporary ? std::string() : std::move(id.name);
    }
    Definitions found;
    add(found, Verb::create, kinds, std::move(id), dialect);
    return found;
}

Definitions changes(NameReader& words, Verb verb) {
    skip_options(words);
    const auto kinds = take_kinds(words);
    Definitions found;
    if (kinds.empty()) {
        return found;
    }
    skip_if_exists(words);
    do {
        ObjectId id = take_object_name(words, kinds.front());
        if (id.kind == ObjectKind::trigger && words.take("on")) {
            take_table(words, id);
        }
        add(found, verb, kinds, std::move(id), words.dialect());
    } while (verb == Verb::drop && words.take(","));
    return found;
}

}  // namespace

std::vector<ObjectDefinition> definitions_of(std::string_view statement, Dialect dialect) {
    NameReader words(statement, dialect);
    skip_wrapper(words);
    if (words.take("create")) {
        return creation(words);
    }
    if (words.take("alter")) {
        return changes(words, Verb::alter);
    }
    return words.take("drop") ? changes(words, Verb::drop) : Definitions{};
}

}  // namespace retort::script
