#include "dialect/sqlite/object_catalog.hpp"

#include "dialect/sqlite/obstacles.hpp"
#include "dialect/sqlite/syntax.hpp"
#include "dialect/sqlite/text_search.hpp"
#include "dialect/sqlite/validity.hpp"

#include <algorithm>
#include <map>

namespace retort::dialect::sqlite {
namespace {

constexpr const char* main_schema = "main";

std::string schema_of(const script::ObjectId& id) {
    return id.schema.empty() ? main_schema : folded(id.schema);
}

bool is_trigger(const script::ObjectId& id) {
    return id.kind == ObjectKind::trigger;
}

bool is_routine(const script::ObjectId& id) {
    return id.kind == ObjectKind::function || id.kind == ObjectKind::procedure;
}

/// By what stands in one schema.
bool is_meant(const script::ObjectId& asked, const script::ObjectId& found) {
    return !is_routine(asked) && is_trigger(asked) == is_trigger(found) &&
           folded(asked.name) == found.name &&
           (asked.table.empty() || folded(asked.table) == found.table);
}

}  // namespace

std::vector<std::string> SqliteObjectCatalog::schemas() {
    std::vector<std::string> names;
    for (const Row& row : connection_.query({"SELECT name FROM pragma_database_list", {}})) {
        names.push_back(folded(text(row[0])));
    }
    names.erase(std::remove(names.begin(), names.end(), "temp"), names.end());
    return names;
}

std::vector<CatalogObject> SqliteObjectCatalog::objects_of(const std::string& schema) {
    std::vector<CatalogObject> objects;
    for (const Row& row :
         connection_.query({"SELECT type, name, tbl_name, sql FROM " + quoted(schema) +
                                ".sqlite_schema WHERE type IN ('view', 'trigger')",
                            {}})) {
        CatalogObject object;
        const bool trigger = text(row[0]) == "trigger";
        object.id.kind = trigger ? ObjectKind::trigger : ObjectKind::view;
        object.id.schema = schema;
        object.id.name = folded(text(row[1]));
        object.id.table = trigger ? folded(text(row[2])) : std::string();
        object.text = text(row[3]);
        objects.push_back(std::move(object));
    }
    return objects;
}

std::vector<CatalogObject> SqliteObjectCatalog::all_objects() {
    std::vector<CatalogObject> all;
    for (const std::string& schema : schemas()) {
        for (CatalogObject& object : objects_of(schema)) {
            object.invalid = invalidity(connection_, object);
            all.push_back(std::move(object));
        }
    }
    return all;
}

std::vector<std::optional<CatalogObject>> SqliteObjectCatalog::find(
    const std::vector<script::ObjectId>& ids, bool validity) {
    std::map<std::string, std::vector<CatalogObject>> by_schema;
    std::vector<std::optional<CatalogObject>> result(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const std::string schema = schema_of(ids[i]);
        if (by_schema.count(schema) == 0) {
            by_schema[schema] = objects_of(schema);
        }
        const auto& objects = by_schema[schema];
        const auto found = std::find_if(objects.begin(), objects.end(), [&](const auto& object) {
            return is_meant(ids[i], object.id);
        });
        if (found != objects.end()) {
            result[i] = *found;
            result[i]->invalid = validity ? invalidity(connection_, *found) : std::string();
        }
    }
    return result;
}

/// SQLite keeps the text from the name on, behind words of its own and without a schema.
std::vector<std::string> SqliteObjectCatalog::recreation(const CatalogObject& object) {
    std::string sql = object.text;
    if (schema_of(object.id) != main_schema) {
        const std::string_view begin = is_trigger(object.id) ? "CREATE TRIGGER " : "CREATE VIEW ";
        sql.insert(begins_with(sql, begin) ? begin.size() : 0, quoted(object.id.schema) + ".");
    }
    return {sql};
}

std::string SqliteObjectCatalog::drop(const script::ObjectId& id) {
    return (is_trigger(id) ? "DROP TRIGGER " : "DROP VIEW ") + quoted(schema_of(id)) + "." +
           quoted(id.name);
}

bool SqliteObjectCatalog::is_blocked(const DatabaseError& error) const {
    // What PRAGMA legacy_alter_table leaves of such a message.
    const bool unnamed = begins_with(error.what(), "SQL logic error") &&
                         begins_with(folded(error.facts().statement), "alter ");
    return unnamed || names_obstacle(error.what());
}

std::vector<CatalogObject> SqliteObjectCatalog::in_the_way_of(const Statement& statement,
                                                              const DatabaseError& error,
                                                              bool widely) {
    return obstacles(all_objects(), statement.text, error.what(), widely);
}

bool SqliteObjectCatalog::is_absence(const DatabaseError& error) const {
    if (names_obstacle(error.what())) {
        return false;
    }
    const std::string_view message = error.what();
    for (const char* what : {"no such table: ", "no such column: ", "no such view: ",
                             "no such function: ", "no such trigger: "}) {
        if (message.find(what) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

std::vector<Attachment> SqliteObjectCatalog::attachments(const script::ObjectId& id) {
    std::vector<Attachment> found;
    if (is_trigger(id) || is_routine(id)) {
        return found;
    }
    for (const CatalogObject& object : objects_of(schema_of(id))) {
        if (is_trigger(object.id) && object.id.table == folded(id.name)) {
            found.push_back({"trigger " + object.id.name, recreation(object).front()});
        }
    }
    return found;
}

}  // namespace retort::dialect::sqlite
