#include "conformance/object_model.hpp"

#include <algorithm>
#include <optional>

namespace retort_test {
namespace {

using retort::Dialect;
using Kind = ModelObject::Kind;
using Form = ModelObject::Term::Form;

std::string call(const std::string& function, const std::string& argument) {
    return function + "(CAST(" + argument + " AS INTEGER))";
}

std::string text_of(const ModelObject::Term& term, const std::string& alias) {
    const std::string column = alias + term.column;
    switch (term.form) {
        case Form::computed:
            return term.as.is_text ? "UPPER(" + column + ")" : "COALESCE(" + column + ", 0)";
        case Form::called:
            return call(term.function, column);
        case Form::plain:
            break;
    }
    return column;
}

std::string select_of(const ModelObject& view) {
    const bool has_aliases = view.sources.size() > 1 || view.edition % 2 == 0;
    const auto alias = [&](std::size_t place) {
        return has_aliases ? "s" + std::to_string(place) + "." : std::string();
    };
    std::string select =
        "SELECT " + alias(0) + "id, " + std::to_string(view.edition) + " AS edition";
    for (const ModelObject::Term& term : view.terms) {
        const auto source = std::find(view.sources.begin(), view.sources.end(), term.source);
        const std::string text =
            text_of(term, alias(static_cast<std::size_t>(source - view.sources.begin())));
        select += ", " + text + (text == term.as.name ? "" : " AS " + term.as.name);
    }
    for (std::size_t i = 0; i < view.sources.size(); ++i) {
        const std::string name = "s" + std::to_string(i);
        select += (i == 0 ? " FROM " : " JOIN ") + view.sources[i] +
                  (has_aliases ? " " + name : std::string()) +
                  (i == 0 ? std::string() : " ON " + name + ".id = s0.id");
    }
    if (!view.reads.empty()) {
        select += " WHERE " + alias(0) + "id IN (SELECT id FROM " + view.reads + ")";
    }
    return select;
}

std::string view_file(const ModelObject& view) {
    const std::string body = view.name + " AS\n" + select_of(view) + ";\n";
    if (view.kind == Kind::view) {
        return "CREATE VIEW " + body;
    }
    // Odd ones can be refreshed without keeping readers from them.
    std::string indexes = (view.edition % 2 == 0 ? "CREATE INDEX " : "CREATE UNIQUE INDEX ") +
                          view.name + "_id ON " + view.name + " (id);\n";
    for (const ModelObject::Term& term : view.terms) {
        if (term.as.name == "c0" || term.as.name == "c3") {
            indexes += "CREATE INDEX " + view.name + "_" + term.as.name + " ON " + view.name +
                       " (" + term.as.name + ");\n";
        }
    }
    return "-- retort:create postgresql\nCREATE MATERIALIZED VIEW " + body + indexes +
           "-- retort:create sqlite, mysql\nCREATE VIEW " + body;
}

std::string count_of(const ModelObject& object) {
    return object.reads.empty() ? "0" : "(SELECT count(*) FROM " + object.reads + ")";
}

std::string function_file(const ModelObject& function) {
    const std::string edition = std::to_string(function.edition);
    if (function.kind == Kind::trigger_function) {
        return "CREATE FUNCTION " + function.name +
               "() RETURNS trigger LANGUAGE plpgsql AS $$\n"
               "BEGIN\n  INSERT INTO noted VALUES (TG_NAME, TG_ARGV[0]::integer, '" +
               edition + "', " + count_of(function) + ");\n  RETURN NEW;\nEND $$;\n";
    }
    const std::string value = "$1 + " + edition + " + CAST(" + count_of(function) + " AS INTEGER)";
    return "CREATE FUNCTION " + function.name + "(integer) RETURNS integer LANGUAGE sql STABLE\n" +
           (function.is_parsed ? "RETURN " + value : "AS $$ SELECT " + value + " $$") + ";\n";
}

std::string trigger_file(const ModelObject& trigger, Dialect dialect) {
    const std::string edition = std::to_string(trigger.edition);
    const std::string head =
        "CREATE TRIGGER " + trigger.name + " AFTER INSERT ON " + trigger.table + " FOR EACH ROW\n";
    if (dialect == Dialect::postgresql) {
        return head + "WHEN (NEW." + trigger.column + " IS NOT NULL) EXECUTE FUNCTION " +
               trigger.function + "(" + edition + ");\n";
    }
    return head + "BEGIN\n  INSERT INTO noted VALUES ('" + trigger.name + "', " + edition +
           ", NEW." + trigger.column + ", " + count_of(trigger) + ");\nEND;\n";
}

std::string word_of(Kind kind) {
    switch (kind) {
        case Kind::view:
            return "view";
        case Kind::materialized_view:
            return "materialized_view";
        case Kind::trigger:
            return "trigger";
        case Kind::function:
        case Kind::trigger_function:
            break;
    }
    return "function";
}

/// How many tables a query of each reads, and over how many objects.
class Weights {
public:
    explicit Weights(const ObjectModel& model) : model_(model) {}

    bool are_bearable() {
        return std::all_of(model_.objects.begin(), model_.objects.end(), [&](const auto& object) {
            const auto weight = of(object.first);
            return weight && weight->tables <= 12 && weight->depth <= 8;
        });
    }

private:
    struct Weight {
        int tables = 1;
        int depth = 0;
    };

    /// Nothing: it uses itself.
    std::optional<Weight> of(const std::string& name) {
        const auto object = model_.objects.find(name);
        if (object == model_.objects.end()) {
            return Weight{};
        }
        const auto known = weights_.find(name);
        if (known != weights_.end()) {
            return known->second;
        }
        weights_[name] = std::nullopt;
        Weight sum{0, 0};
        for (const std::string& used : object->second.uses()) {
            const auto weight = of(used);
            if (!weight) {
                return std::nullopt;
            }
            // A function is called for every row.
            const bool called = used.front() == 'f';
            sum.tables += weight->tables * (called ? 3 : 1);
            sum.depth = std::max(sum.depth, weight->depth + 1);
        }
        weights_[name] = sum;
        return sum;
    }

    const ObjectModel& model_;
    std::map<std::string, std::optional<Weight>> weights_;
};

}  // namespace

std::string type_of(const ModelColumn& column) {
    return column.is_text ? (column.is_wide ? "VARCHAR(40)" : "VARCHAR(20)")
                          : (column.is_wide ? "BIGINT" : "INTEGER");
}

bool ModelTable::has(const std::string& column) const {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const ModelColumn& one) { return one.name == column; });
}

std::string ModelObject::title() const {
    switch (kind) {
        case Kind::function:
            return name + "(integer)";
        case Kind::trigger_function:
            return name + "()";
        case Kind::trigger:
            return name + " on " + table;
        case Kind::view:
        case Kind::materialized_view:
            break;
    }
    return name;
}

std::string ModelObject::file(Dialect dialect) const {
    const std::string header = "-- retort:object " + word_of(kind) + " " + title() + "\n\n";
    return header + (is_view()       ? view_file(*this)
                     : is_function() ? function_file(*this)
                                     : trigger_file(*this, dialect));
}

std::string ModelObject::drop(Dialect dialect) const {
    const bool postgresql = dialect == Dialect::postgresql;
    if (kind == Kind::materialized_view) {
        return (postgresql ? "DROP MATERIALIZED VIEW " : "DROP VIEW ") + name;
    }
    return "DROP " + word_of(kind) + " " + (kind == Kind::trigger && !postgresql ? name : title());
}

Names ModelObject::uses() const {
    Names used(sources.begin(), sources.end());
    used.insert({reads, table, function});
    for (const Term& term : terms) {
        used.insert(term.function);
    }
    used.erase("");
    return used;
}

bool ModelObject::names(const std::string& relation, const std::string& named) const {
    return (table == relation && column == named) ||
           std::any_of(terms.begin(), terms.end(), [&](const Term& term) {
               return term.source == relation && term.column == named;
           });
}

bool ObjectModel::is_used(const std::string& name) const {
    return std::any_of(objects.begin(), objects.end(),
                       [&](const auto& object) { return object.second.uses().count(name) > 0; });
}

bool ObjectModel::is_named(const std::string& relation, const std::string& column) const {
    return std::any_of(objects.begin(), objects.end(),
                       [&](const auto& object) { return object.second.names(relation, column); });
}

Names ObjectModel::with_users(Names names) const {
    for (std::size_t before = 0; before != names.size();) {
        before = names.size();
        for (const auto& object : objects) {
            const Names used = object.second.uses();
            if (std::any_of(used.begin(), used.end(),
                            [&](const std::string& one) { return names.count(one) > 0; })) {
                names.insert(object.first);
            }
        }
    }
    return names;
}

bool ObjectModel::is_sound() const {
    return Weights(*this).are_bearable();
}

std::vector<ModelColumn> ObjectModel::columns_of(const std::string& relation) const {
    const auto table = tables.find(relation);
    if (table != tables.end()) {
        return table->second.columns;
    }
    std::vector<ModelColumn> columns;
    for (const ModelObject::Term& term : objects.at(relation).terms) {
        columns.push_back(term.as);
    }
    return columns;
}

}  // namespace retort_test
