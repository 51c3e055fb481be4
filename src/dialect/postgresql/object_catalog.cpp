#include "dialect/postgresql/object_catalog.hpp"

#include "dialect/postgresql/object_attachments.hpp"
#include "dialect/postgresql/object_users.hpp"
#include "dialect/postgresql/syntax.hpp"
#include "dialect/syntax.hpp"
#include "errors/dialect.hpp"
#include "script/identifiers.hpp"
#include "script/lexer.hpp"
#include "script/word_pattern.hpp"

#include <algorithm>
#include <iterator>

namespace retort::dialect::postgresql {
namespace {

constexpr const char* dependent_objects_still_exist = "2BP01";
constexpr const char* feature_not_supported = "0A000";
/// Of a table, a column, a function, another object and a schema.
constexpr const char* absences[] = {"42P01", "42703", "42883", "42704", "3F000"};

using Words = std::vector<std::string_view>;

std::string qualified_name(const script::ObjectId& id, const std::string& name) {
    return (id.schema.empty() ? "" : quoted(id.schema) + ".") + quoted(name);
}

/// What stands behind DROP where the catalog does not tell.
std::string kind_and_name(const script::ObjectId& id) {
    switch (id.kind) {
        case ObjectKind::view:
            return "VIEW " + qualified_name(id, id.name);
        case ObjectKind::materialized_view:
            return "MATERIALIZED VIEW " + qualified_name(id, id.name);
        case ObjectKind::function:
        case ObjectKind::procedure:
            return (id.kind == ObjectKind::function ? "FUNCTION " : "PROCEDURE ") +
                   qualified_name(id, id.name) + (id.has_arguments ? "(" + id.arguments + ")" : "");
        case ObjectKind::trigger:
            break;
    }
    return "TRIGGER " + quoted(id.name) + " ON " + qualified_name(id, id.table);
}

/// The words that say whether rows are there; 0: none do.
std::size_t rows_clause(const Words& words) {
    const auto ends_with = [&](const char* pattern, std::size_t count) {
        return words.size() > count &&
               script::begin_with({words.end() - static_cast<std::ptrdiff_t>(count), words.end()},
                                  pattern);
    };
    return ends_with("with no data", 3) ? 3 : ends_with("with data", 2) ? 2 : 0;
}

}  // namespace

void PostgresqlObjectCatalog::note_names() {
    if (schema_.empty()) {
        const Row names = connection_
                              .query(
                                  "SELECT pg_catalog.current_schema(), "
                                  "pg_catalog.current_setting('search_path')")
                              .front();
        note_names(text(names[0]), text(names[1]));
    }
}

void PostgresqlObjectCatalog::note_names(const std::string& schema,
                                         const std::string& search_path) {
    if (schema_.empty()) {
        schema_ = schema;
        search_path_ = search_path;
    }
}

const std::string& PostgresqlObjectCatalog::default_schema() {
    note_names();
    if (schema_.empty()) {
        throw errors::no_current_schema();
    }
    return schema_;
}

void PostgresqlObjectCatalog::begin_making() {
    note_names();
    if (connection_.in_transaction()) {
        scripts_path_ =
            text(connection_
                     .query("SELECT pg_catalog.current_setting('search_path'), "
                            "pg_catalog.set_config('search_path', " +
                            syntax(Dialect::postgresql).literal(search_path_) + ", true)")
                     .front()[0]);
    }
}

/// In a transaction that failed there is nothing to put back: going back in it does that.
void PostgresqlObjectCatalog::end_making() noexcept {
    try {
        if (connection_.in_transaction() && !connection_.has_failed() &&
            scripts_path_ != search_path_) {
            connection_.query("SELECT pg_catalog.set_config('search_path', " +
                              syntax(Dialect::postgresql).literal(scripts_path_) + ", true)");
        }
    } catch (const std::exception&) {
        // The next statement meets the same failure.
    }
}

void PostgresqlObjectCatalog::note(const Description& found) {
    const script::ObjectId& id = found.object.id;
    without_rows_.erase(qualified_name(id, id.name));
    if (id.kind == ObjectKind::materialized_view && !found.has_rows) {
        without_rows_.insert(qualified_name(id, id.name));
    }
}

std::vector<std::optional<CatalogObject>> PostgresqlObjectCatalog::find(
    const std::vector<script::ObjectId>& ids, bool) {
    std::vector<std::optional<CatalogObject>> objects;
    for (auto& found : described(connection_, ids, default_schema())) {
        objects.emplace_back();
        if (found) {
            note(*found);
            objects.back() = std::move(found->object);
        }
    }
    return objects;
}

std::optional<Description> PostgresqlObjectCatalog::describe(const script::ObjectId& id) {
    return std::move(
        described(connection_, std::vector<script::ObjectId>{id}, default_schema()).front());
}

std::vector<CatalogObject> PostgresqlObjectCatalog::at(const std::vector<Address>& addresses) {
    std::vector<CatalogObject> objects;
    for (auto& found : described(connection_, addresses, default_schema())) {
        if (found) {
            note(*found);
            objects.push_back(std::move(found->object));
        }
    }
    return objects;
}

std::vector<std::string> PostgresqlObjectCatalog::recreation(const CatalogObject& object) {
    if (object.id.kind != ObjectKind::materialized_view) {
        return {object.text};
    }
    const bool empty = without_rows_.count(qualified_name(object.id, object.id.name)) != 0;
    return {object.text + (empty ? "\nWITH NO DATA" : "\nWITH DATA")};
}

std::string PostgresqlObjectCatalog::drop(const script::ObjectId& id) {
    const auto found = describe(id);
    return "DROP " + (found ? found->named : kind_and_name(id));
}

std::optional<std::string> PostgresqlObjectCatalog::in_place(const script::ObjectId& id,
                                                             std::string_view create) {
    const Words words = script::words_of(create, Dialect::postgresql);
    const bool constraint = script::begin_with(words, "create or? replace? constraint");
    const bool trigger = id.kind == ObjectKind::trigger;
    const bool trigger_replaces = PQserverVersion(connection_.handle()) >= 140000;
    if (id.kind == ObjectKind::materialized_view || constraint || (trigger && !trigger_replaces)) {
        return std::nullopt;
    }
    return script::with_or_replace(create, Dialect::postgresql);
}

std::string PostgresqlObjectCatalog::without_rows(const script::ObjectId&,
                                                  std::string_view create) {
    Words words = script::words_of(create, Dialect::postgresql);
    if (!script::begin_with(words, "create materialized view")) {
        return std::string(create);
    }
    while (words.back() == ";") {
        words.pop_back();
    }
    words.resize(words.size() - rows_clause(words));
    const std::string_view last = words.back();
    return std::string(create.substr(
               0, static_cast<std::size_t>(last.data() - create.data()) + last.size())) +
           "\nWITH NO DATA";
}

std::vector<CatalogObject> PostgresqlObjectCatalog::users(const script::ObjectId& id) {
    const auto found = describe(id);
    return found ? at(users_of(connection_, Address{found->catalog, found->oid}))
                 : std::vector<CatalogObject>();
}

bool PostgresqlObjectCatalog::is_blocked(const DatabaseError& error) const {
    const std::string& code = error.facts().code;
    // That the type of a column cannot change which something uses is "not supported".
    return code == dependent_objects_still_exist || code == feature_not_supported;
}

std::vector<CatalogObject> PostgresqlObjectCatalog::in_the_way_of(const Statement& statement,
                                                                  const DatabaseError&,
                                                                  bool widely) {
    return at(users_of(connection_, touched_by(statement.text), widely));
}

bool PostgresqlObjectCatalog::is_absence(const DatabaseError& error) const {
    return std::find(std::begin(absences), std::end(absences), error.facts().code) !=
           std::end(absences);
}

std::vector<Attachment> PostgresqlObjectCatalog::attachments(const script::ObjectId& id) {
    const auto found = describe(id);
    return found ? attachments_of(connection_, *found) : std::vector<Attachment>();
}

std::string PostgresqlObjectCatalog::refresh(const script::ObjectId& id) {
    const auto found = describe(id);
    if (!found || found->object.id.kind != ObjectKind::materialized_view) {
        return {};
    }
    const bool concurrently =
        found->has_rows &&
        !connection_
             .query("SELECT 1 FROM pg_catalog.pg_index WHERE indrelid = " + found->oid +
                    " AND indisunique AND indisvalid AND indimmediate AND indpred IS NULL AND "
                    "indexprs IS NULL")
             .empty();
    return "REFRESH MATERIALIZED VIEW " + std::string(concurrently ? "CONCURRENTLY " : "") +
           found->name;
}

}  // namespace retort::dialect::postgresql
