#include "dialect/postgresql/schema_questions.hpp"

#include "dialect/postgresql/schema_reading.hpp"

#include <iterator>

namespace retort::dialect::postgresql {

std::vector<SchemaQuestion> schema_questions(const SchemaScope& scope) {
    Questions questions{scope_question(scope)};
    for (const auto& theme : {relation_questions, constraint_questions, index_questions,
                              routine_questions, type_questions, access_questions,
                              search_and_operator_questions, foreign_questions, unread_questions}) {
        Questions asked = theme();
        std::move(asked.begin(), asked.end(), std::back_inserter(questions));
    }
    return questions;
}

}  // namespace retort::dialect::postgresql
