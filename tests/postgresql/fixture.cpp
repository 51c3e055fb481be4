#include "fixture.hpp"

#include <stdexcept>

namespace retort_test {

ObjectId view(const std::string& name, const std::string& schema) {
    ObjectId id;
    id.schema = schema;
    id.name = name;
    return id;
}

ObjectId function(const std::string& name) {
    ObjectId id;
    id.kind = ObjectKind::function;
    id.name = name;
    return id;
}

ObjectId function(const std::string& name, const std::string& arguments) {
    ObjectId id = function(name);
    id.arguments = arguments;
    id.has_arguments = true;
    return id;
}

ObjectId trigger(const std::string& name, const std::string& table) {
    ObjectId id;
    id.kind = ObjectKind::trigger;
    id.name = name;
    id.table = table;
    return id;
}

Strings names_of(const std::vector<CatalogObject>& objects) {
    static const char* kinds[] = {"", "materialized ", "function ", "procedure ", "trigger "};
    Strings names;
    for (const CatalogObject& object : objects) {
        names.push_back(kinds[static_cast<int>(object.id.kind)] + object.id.schema + "." +
                        object.id.name);
    }
    return names;
}

void Fixture::run(const std::string& statements) {
    dialect::postgresql::Result result{PQexec(handle.get(), statements.c_str())};
    if (!dialect::postgresql::succeeded(result)) {
        throw std::runtime_error(PQerrorMessage(handle.get()));
    }
}

std::string Fixture::value(const std::string& query) {
    dialect::postgresql::Result result{PQexec(handle.get(), query.c_str())};
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) {
        throw std::runtime_error(PQerrorMessage(handle.get()));
    }
    return PQgetvalue(result.get(), 0, 0);
}

DatabaseError Fixture::refusal(const std::string& statement) {
    try {
        database.run(dialect::Statement{statement, 1});
    } catch (const DatabaseError& error) {
        return error;
    }
    throw std::logic_error("was not refused: " + statement);
}

std::optional<CatalogObject> Fixture::find(const ObjectId& id) {
    return objects.find({id}, true).front();
}

Strings Fixture::users(const ObjectId& id) {
    return names_of(objects.users(id));
}

Strings Fixture::in_the_way_of(const std::string& statement, bool widely) {
    run("BEGIN; SAVEPOINT before");
    const DatabaseError error = refusal(statement);
    run("ROLLBACK TO SAVEPOINT before");
    CHECK(objects.is_blocked(error));
    Strings names =
        names_of(objects.in_the_way_of(dialect::Statement{statement, 1}, error, widely));
    run("ROLLBACK");
    return names;
}

Strings Fixture::attachments(const ObjectId& id) {
    Strings texts;
    for (const auto& attachment : objects.attachments(id)) {
        texts.push_back(attachment.key + ": " + attachment.statement);
    }
    return texts;
}

void Fixture::make_again(const ObjectId& id) {
    const CatalogObject found = find(id).value();
    const auto attachments = objects.attachments(id);
    run(objects.drop(id));
    REQUIRE_FALSE(find(id));
    for (const std::string& statement : objects.recreation(found)) {
        run(statement);
    }
    for (const auto& attachment : attachments) {
        run(attachment.statement);
    }
}

}  // namespace retort_test
