#include "dialect/schema_question.hpp"

#include "dialect/database.hpp"
#include "schema/facts.hpp"

#include <utility>

namespace retort::dialect {

SchemaScope scope_beside(const std::string& version_table) {
    SchemaScope scope;
    scope.own_tables = state_table_names(version_table);
    scope.own_tables.push_back(lock_table_name(version_table));
    return scope;
}

void append_objects(Schema& schema, const SchemaQuestion& question, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        if (question.kind == SchemaQuestion::unread_kind) {
            schema.unread.push_back(text(row[1]));
            continue;
        }
        SchemaObject object{question.category, question.kind, text(row[1]), text(row[0]), {}, {}};
        for (std::size_t i = 0; i < question.facts.size(); ++i) {
            if (!is_null(row[i + 2])) {
                object.facts.push_back(
                    {question.facts[i].category, question.facts[i].name, text(row[i + 2])});
            }
        }
        schema.objects.push_back(std::move(object));
    }
}

Schema answered(Database& database, const std::vector<SchemaQuestion>& questions) {
    std::vector<Sql> queries;
    queries.reserve(questions.size());
    for (const SchemaQuestion& question : questions) {
        queries.push_back(question.sql);
    }
    const auto answers = database.query_all(queries);
    Schema schema;
    schema.dialect = database.dialect();
    for (std::size_t i = 0; i < questions.size(); ++i) {
        append_objects(schema, questions[i], answers[i]);
    }
    schema::arrange(schema);
    return schema;
}

}  // namespace retort::dialect
