#pragma once

#include <retort/dialect.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace retort_test {

using Names = std::set<std::string>;

/// Beside its key `id`. Few names, so that relations have them in common.
struct ModelColumn {
    std::string name;
    bool is_text = false;
    bool is_wide = false;  ///< of two types of its class
};

struct ModelTable {
    std::string name;
    std::vector<ModelColumn> columns;

    bool has(const std::string& column) const;
};

struct ModelObject {
    enum class Kind { view, materialized_view, function, trigger_function, trigger };
    /// A column of a view beside `id` and `edition`.
    struct Term {
        enum class Form { plain, computed, called };
        ModelColumn as;
        std::string source;
        std::string column;
        Form form = Form::plain;
        std::string function;  ///< called
    };

    Kind kind = Kind::view;
    std::string name;
    int edition = 0;  ///< in the text and in what it answers; no two texts have the same
    std::vector<std::string> sources;  ///< view: joined by `id`
    std::vector<Term> terms;
    std::string reads;      ///< a relation in a subquery; may be empty
    bool is_parsed = true;  ///< function: PostgreSQL knows what its body uses
    std::string table;      ///< of a trigger
    std::string column;     ///< of that table
    std::string function;   ///< of a trigger on PostgreSQL

    bool is_view() const { return kind == Kind::view || kind == Kind::materialized_view; }
    bool is_function() const { return kind == Kind::function || kind == Kind::trigger_function; }
    /// As Retort names it.
    std::string title() const;
    /// Its file.
    std::string file(retort::Dialect dialect) const;
    /// As somebody else would drop it.
    std::string drop(retort::Dialect dialect) const;
    Names uses() const;
    bool names(const std::string& relation, const std::string& column) const;
};

/// What a database is to have.
struct ObjectModel {
    retort::Dialect dialect = retort::Dialect::sqlite;
    std::map<std::string, ModelTable> tables;
    std::map<std::string, ModelObject> objects;

    bool is_used(const std::string& name) const;
    bool is_named(const std::string& relation, const std::string& column) const;
    /// These objects and all that use them.
    Names with_users(Names names) const;
    /// No circle, and no query that a planner would despair of.
    bool is_sound() const;

    std::vector<ModelColumn> columns_of(const std::string& relation) const;
};

std::string type_of(const ModelColumn& column);

}  // namespace retort_test
