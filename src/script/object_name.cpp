#include "script/object_name.hpp"

#include "script/routine_arguments.hpp"

namespace retort::script {
namespace {

ObjectKind without_rows(ObjectKind kind) noexcept {
    return kind == ObjectKind::materialized_view ? ObjectKind::view : kind;
}

bool same_where_given(const std::string& a, const std::string& b) noexcept {
    return a.empty() || b.empty() || a == b;
}

}  // namespace

bool is_routine(ObjectKind kind) noexcept {
    return kind == ObjectKind::function || kind == ObjectKind::procedure;
}

ObjectId take_object_name(NameReader& words, ObjectKind kind) {
    ObjectId id;
    id.kind = kind;
    QualifiedName named = words.qualified(is_routine(kind));
    id.schema = std::move(named.schema);
    id.name = std::move(named.name);
    if (is_routine(kind) && words.is("(")) {
        const auto types = argument_types(words.bracketed());
        id.has_arguments = types && words.dialect() == Dialect::postgresql;
        id.arguments = id.has_arguments ? *types : std::string();
    }
    return id;
}

void take_table(NameReader& words, ObjectId& trigger) {
    QualifiedName table = words.qualified();
    trigger.table = std::move(table.name);
    if (!table.schema.empty()) {
        trigger.schema = std::move(table.schema);
    }
}

bool same_object(const ObjectId& a, const ObjectId& b) noexcept {
    return without_rows(a.kind) == without_rows(b.kind) && a.name == b.name &&
           same_where_given(a.schema, b.schema) && same_where_given(a.table, b.table) &&
           (!a.has_arguments || !b.has_arguments || a.arguments == b.arguments);
}

std::optional<ObjectId> object_id(ObjectKind kind, std::string_view name, Dialect dialect) {
    NameReader words(name, dialect);
    ObjectId id = take_object_name(words, kind);
    bool complete = !id.name.empty();
    if (kind == ObjectKind::trigger) {
        const bool on = words.take("on");
        // PostgreSQL's triggers are their table's, and have no schema in their names.
        complete = complete && (dialect == Dialect::postgresql ? on && id.schema.empty() : true);
        if (on) {
            take_table(words, id);
            complete = complete && !id.table.empty();
        }
    } else if (is_routine(kind)) {
        complete = complete && (name.find('(') == std::string_view::npos || words.last() == ")");
    }
    return complete && words.at_end() ? std::optional<ObjectId>(std::move(id)) : std::nullopt;
}

}  // namespace retort::script
