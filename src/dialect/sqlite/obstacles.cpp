#include "dialect/sqlite/obstacles.hpp"

#include "dialect/sqlite/text_search.hpp"
#include "objects/order.hpp"
#include "script/identifiers.hpp"

#include <algorithm>

namespace retort::dialect::sqlite {
namespace {

constexpr std::string_view view_mark = "error in view ";
constexpr std::string_view trigger_mark = "error in trigger ";

/// `error in view v: ...` or `error in view v after rename: ...`: names are not quoted.
/// @param message folded, as the names are
bool is_named_in(const CatalogObject& object, std::string_view message) {
    const bool trigger = object.id.kind == ObjectKind::trigger;
    const std::string_view mark = trigger ? trigger_mark : view_mark;
    const std::size_t at = message.find(mark);
    if (at == std::string_view::npos) {
        return false;
    }
    const std::string_view rest = message.substr(at + mark.size());
    return begins_with(rest, object.id.name) &&
           (begins_with(rest.substr(object.id.name.size()), ": ") ||
            begins_with(rest.substr(object.id.name.size()), " after "));
}

/// The longest name that fits is the one that is meant.
std::size_t named_in(const std::vector<CatalogObject>& objects, std::string_view message) {
    std::size_t found = objects.size();
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const bool longer =
            found == objects.size() || objects[i].id.name.size() > objects[found].id.name.size();
        if (longer && is_named_in(objects[i], message)) {
            found = i;
        }
    }
    return found;
}

using Identifiers = std::vector<script::Identifier>;

/// Widely, `IN v` and every column with that name count too.
Identifiers identifiers_of(const CatalogObject& object, bool widely) {
    Identifiers found = script::identifiers_of(object.text, Dialect::sqlite);
    const auto unsure = [&](const auto& identifier) { return !widely && !identifier.surely; };
    found.erase(std::remove_if(found.begin(), found.end(), unsure), found.end());
    return found;
}

bool uses(const Identifiers& identifiers, const script::ObjectId& used) {
    return std::any_of(identifiers.begin(), identifiers.end(),
                       [&](const auto& identifier) { return script::may_name(identifier, used); });
}

/// In no order: SQLite makes and drops views in any, and a circle of them too.
std::vector<objects::Node> nodes_of(const std::vector<CatalogObject>& objects,
                                    const std::vector<Identifiers>& identifiers) {
    std::vector<objects::Node> nodes(objects.size());
    for (std::size_t i = 0; i < objects.size(); ++i) {
        nodes[i].name = objects[i].id.name;
        for (std::size_t used = 0; used < objects.size(); ++used) {
            if (used != i && objects[used].id.kind != ObjectKind::trigger &&
                uses(identifiers[i], objects[used].id)) {
                nodes[i].may_use.push_back(used);
            }
        }
    }
    return nodes;
}

std::vector<script::ObjectId> tables_of(std::string_view statement) {
    std::vector<script::ObjectId> tables;
    for (const auto& table : script::tables_changed_by(statement, Dialect::sqlite)) {
        script::ObjectId id;
        id.schema = table.schema;
        id.name = table.name;
        tables.push_back(std::move(id));
    }
    return tables;
}

bool is_same_view(const script::ObjectId& view, const script::ObjectId& trigger) {
    return view.kind != ObjectKind::trigger && view.schema == trigger.schema &&
           view.name == trigger.table;
}

/// A trigger of a view that is taken down goes with it.
bool goes_with_a_view(std::size_t trigger, const std::vector<CatalogObject>& objects,
                      const std::vector<bool>& marked) {
    for (std::size_t view = 0; view < objects.size(); ++view) {
        if (marked[view] && is_same_view(objects[view].id, objects[trigger].id)) {
            return true;
        }
    }
    return false;
}

/// Triggers first, and users before what they use.
std::vector<CatalogObject> in_order(const std::vector<CatalogObject>& objects,
                                    const std::vector<objects::Node>& nodes,
                                    const std::vector<bool>& marked) {
    const auto order = objects::ordered(nodes);
    std::vector<CatalogObject> result;
    for (const bool triggers : {true, false}) {
        for (auto place = order.rbegin(); place != order.rend(); ++place) {
            const bool trigger = objects[*place].id.kind == ObjectKind::trigger;
            if (marked[*place] && trigger == triggers &&
                !(trigger && goes_with_a_view(*place, objects, marked))) {
                result.push_back(objects[*place]);
            }
        }
    }
    return result;
}

}  // namespace

bool names_obstacle(std::string_view message) noexcept {
    return message.find(view_mark) != std::string_view::npos ||
           message.find(trigger_mark) != std::string_view::npos;
}

std::vector<CatalogObject> obstacles(const std::vector<CatalogObject>& objects,
                                     std::string_view statement, std::string_view message,
                                     bool widely) {
    const std::size_t named = named_in(objects, folded(message));
    if (names_obstacle(message) && named == objects.size()) {
        return {};  // a temporary one
    }
    std::vector<Identifiers> identifiers;
    identifiers.reserve(objects.size());
    for (const CatalogObject& object : objects) {
        identifiers.push_back(identifiers_of(object, widely));
    }
    const auto tables = tables_of(statement);
    std::vector<bool> marked(objects.size());
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const bool invalid = !objects[i].invalid.empty();
        const bool concerned = std::any_of(tables.begin(), tables.end(), [&](const auto& table) {
            return uses(identifiers[i], table);
        });
        const bool anyone = widely || named == objects.size();
        marked[i] = i == named || (invalid && (concerned || anyone)) || (widely && concerned);
    }
    const auto nodes = nodes_of(objects, identifiers);
    marked = objects::with_users(nodes, std::move(marked));
    return in_order(objects, nodes, marked);
}

}  // namespace retort::dialect::sqlite
