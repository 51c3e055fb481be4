#include "dialect/sqlite/schema.hpp"

#include "dialect/database.hpp"
#include "dialect/sqlite/table_text.hpp"
#include "schema/facts.hpp"
#include "script/character.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace retort::dialect::sqlite {
namespace {

using script::lower_case;

constexpr const char* definitions =
    "SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL AND "
    "substr(name, 1, 7) <> 'sqlite_' ORDER BY type, name";
constexpr const char* tables_sql =
    "SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main' AND "
    "substr(name, 1, 7) <> 'sqlite_'";
constexpr const char* columns_sql =
    "SELECT m.name, c.name, c.cid, c.type, c.\"notnull\", c.dflt_value, c.hidden FROM "
    "main.sqlite_schema AS m JOIN pragma_table_xinfo(m.name, 'main') AS c WHERE m.type = 'table' "
    "AND substr(m.name, 1, 7) <> 'sqlite_' AND m.rootpage > 0";
constexpr const char* sequences_sql =
    "SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_sequence'";
constexpr const char* next_values_sql = "SELECT name, seq + 1 FROM main.sqlite_sequence";
constexpr const char* numbers_sql =
    "SELECT user_version, application_id FROM pragma_user_version, pragma_application_id";

/// Ends the reading.
class Moment {
public:
    explicit Moment(Database& database) : database_(database) { database_.begin_reading(); }
    Moment(const Moment&) = delete;
    Moment& operator=(const Moment&) = delete;
    ~Moment() { database_.rollback(); }
    std::vector<Row> query(const char* sql) { return database_.query({sql, {}}); }

private:
    Database& database_;
};

class SchemaReader {
public:
    SchemaReader(Database& database, const SchemaScope& scope) : moment_(database) {
        if (scope.own_schema.empty() || scope.own_schema == "main") {
            for (const std::string& name : scope.own_tables) {
                own_.insert(lower_case(name));
            }
        }
    }

    Schema read() {
        schema_.dialect = Dialect::sqlite;
        for (const Row& row : moment_.query(definitions)) {
            if (own_.count(lower_case(text(row[2]))) == 0) {
                take_definition(text(row[0]), text(row[1]), text(row[2]), text(row[3]));
            }
        }
        take_options();
        take_columns();
        take_next_values();
        take_numbers();
        schema::arrange(schema_);
        return std::move(schema_);
    }

private:
    SchemaObject& add(Category category, const char* kind, const std::string& name,
                      const std::string& owner) {
        schema_.objects.push_back({category, kind, name, owner, {}, {}});
        return schema_.objects.back();
    }

    void take_definition(const std::string& type, const std::string& name, const std::string& table,
                         const std::string& sql) {
        if (type == "table") {
            take_table(name, sql);
        } else if (type == "view") {
            owners_[lower_case(name)] = "view " + name;
            add(Category::view, "view", name, {}).facts = {
                {Category::view, "definition", one_form(sql)}};
        } else if (type == "index") {
            const IndexText index = read_index(sql);
            add(Category::index, "index", name, owner_of(table)).facts = {
                {Category::index, "columns", index.columns},
                {Category::index, "condition", index.condition},
                {Category::index, std::string(schema::uniqueness_fact),
                 index.unique ? "unique" : ""}};
        } else {
            triggers_.emplace_back(name, table);
            add(Category::trigger, "trigger", name, {}).facts = {
                {Category::trigger, "definition", one_form(sql)}};
        }
    }

    void take_table(const std::string& name, const std::string& sql) {
        const std::string owner = "table " + name;
        owners_[lower_case(name)] = owner;
        TableText table = read_table(sql);
        SchemaObject& object = add(Category::table, "table", name, {});
        if (script::lower_case(sql).rfind("create virtual", 0) == 0) {
            object.facts = {{Category::table, "virtual", one_form(sql)}};
            return;
        }
        object.facts = {{Category::other, "definition", table.rest}};
        for (const ConstraintText& constraint : table.constraints) {
            take_constraint(constraint, owner);
        }
        texts_[lower_case(name)] = std::move(table);
    }

    void take_constraint(const ConstraintText& constraint, const std::string& owner) {
        const std::string name(schema::name_fact);
        const std::string in_brackets = fmt::format("({})", constraint.columns);
        const std::string& own_name = constraint.name.empty() ? in_brackets : constraint.name;
        switch (constraint.kind) {
            case ConstraintText::Kind::primary_key:
                add(Category::primary_key, "primary key", {}, owner).facts = {
                    {Category::primary_key, name, constraint.name},
                    {Category::primary_key, "columns", constraint.columns},
                    {Category::primary_key, "on conflict", constraint.on_conflict},
                    {Category::identity, "autoincrement", constraint.autoincrement ? "yes" : ""}};
                break;
            case ConstraintText::Kind::unique:
                add(Category::unique, "unique", own_name, owner).facts = {
                    {Category::unique, "columns", constraint.columns},
                    {Category::unique, "on conflict", constraint.on_conflict}};
                break;
            case ConstraintText::Kind::check:
                add(Category::check, "check", own_name, owner).facts = {
                    {Category::check, "expression", constraint.columns}};
                break;
            case ConstraintText::Kind::foreign_key:
                add(Category::foreign_key, "foreign key",
                    fmt::format("{} references {}", in_brackets, constraint.references), owner)
                    .facts = {{Category::foreign_key, name, constraint.name},
                              {Category::foreign_key, std::string(schema::on_update_fact),
                               constraint.on_update},
                              {Category::foreign_key, std::string(schema::on_delete_fact),
                               constraint.on_delete},
                              {Category::foreign_key, "match", constraint.match},
                              {Category::foreign_key, "deferrable", constraint.deferrable}};
                break;
        }
    }

    /// What is hidden behind a virtual table is its own business.
    void take_options() {
        for (const Row& row : moment_.query(tables_sql)) {
            const std::string name = text(row[0]);
            const auto object = std::find_if(
                schema_.objects.begin(), schema_.objects.end(), [&](const SchemaObject& candidate) {
                    return candidate.kind == "table" && candidate.name == name;
                });
            if (object == schema_.objects.end()) {
                continue;
            }
            if (text(row[1]) == "shadow") {
                shadows_.insert(lower_case(name));
                continue;
            }
            if (number(row[2]) != 0) {
                object->facts.push_back({Category::other, "without rowid", "yes"});
            }
            if (number(row[3]) != 0) {
                object->facts.push_back({Category::other, "strict", "yes"});
            }
        }
        auto& objects = schema_.objects;
        objects.erase(std::remove_if(objects.begin(), objects.end(),
                                     [this](const SchemaObject& object) {
                                         const std::string label = schema::label(object);
                                         return label.rfind("table ", 0) == 0 &&
                                                shadows_.count(lower_case(label.substr(6))) > 0;
                                     }),
                      objects.end());
        for (SchemaObject& object : objects) {
            if (object.kind == "trigger") {
                const auto trigger =
                    std::find_if(triggers_.begin(), triggers_.end(),
                                 [&](const auto& known) { return known.first == object.name; });
                object.owner = owner_of(trigger->second);
            }
        }
    }

    void take_columns() {
        for (const Row& row : moment_.query(columns_sql)) {
            const std::string table = lower_case(text(row[0]));
            const auto texts = texts_.find(table);
            if (texts == texts_.end() || shadows_.count(table) > 0) {
                continue;
            }
            const std::string name = text(row[1]);
            static const ColumnText none;
            const ColumnText& said = text_of(texts->second, name, none);
            const std::int64_t hidden = number(row[6]);
            add(Category::column, "column", name, owner_of(table)).facts = {
                {Category::order, "position", text(row[2])},
                {Category::type, std::string(schema::type_fact), lower_case(text(row[3]))},
                {Category::nullability, std::string(schema::nullability_fact),
                 number(row[4]) != 0 ? "not null" : ""},
                {Category::nullability, "on conflict", said.not_null_on_conflict},
                {Category::default_value, std::string(schema::default_fact),
                 one_form(text(row[5]))},
                {Category::collation, "collation",
                 said.collation == "binary" ? "" : said.collation},
                {Category::generated, "generated",
                 said.generated.empty()
                     ? ""
                     : fmt::format("({}) {}", said.generated, hidden == 3 ? "stored" : "virtual")}};
        }
    }

    static const ColumnText& text_of(const TableText& table, const std::string& column,
                                     const ColumnText& none) {
        const std::string quoted = one_form(fmt::format("\"{}\"", column));
        const auto found =
            std::find_if(table.columns.begin(), table.columns.end(),
                         [&](const ColumnText& candidate) { return candidate.name == quoted; });
        return found == table.columns.end() ? none : *found;
    }

    void take_next_values() {
        if (moment_.query(sequences_sql).empty()) {
            return;
        }
        for (const Row& row : moment_.query(next_values_sql)) {
            const std::string label = owner_of(text(row[0]));
            for (SchemaObject& object : schema_.objects) {
                if (object.owner.empty() && schema::label(object) == label) {
                    object.facts.push_back(
                        {Category::sequence, std::string(schema::next_value_fact), text(row[1])});
                }
            }
        }
    }

    /// Numbers that a file carries for those who ask.
    void take_numbers() {
        const Row row = moment_.query(numbers_sql).front();
        if (number(row[0]) != 0 || number(row[1]) != 0) {
            const auto text_unless_zero = [](const Value& value) {
                return number(value) == 0 ? std::string() : text(value);
            };
            add(Category::other, "file", "header", {}).facts = {
                {Category::other, "user_version", text_unless_zero(row[0])},
                {Category::other, "application_id", text_unless_zero(row[1])}};
        }
    }

    std::string owner_of(const std::string& table) const {
        const auto found = owners_.find(lower_case(table));
        return found == owners_.end() ? "table " + table : found->second;
    }

    Moment moment_;
    Schema schema_;
    std::set<std::string> own_;
    std::set<std::string> shadows_;
    std::map<std::string, std::string> owners_;  ///< labels, by the name in lower case
    std::map<std::string, TableText> texts_;
    std::vector<std::pair<std::string, std::string>> triggers_;  ///< and their tables
};

}  // namespace

Schema read_schema(Database& database, const SchemaScope& scope) {
    return SchemaReader(database, scope).read();
}

}  // namespace retort::dialect::sqlite
