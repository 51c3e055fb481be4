#include "dialect/mysql/object_query.hpp"

#include "dialect/syntax.hpp"
#include "script/character.hpp"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <tuple>

namespace retort::dialect::mysql {
namespace {

// The columns that every row has.
struct Column {
    enum Place : std::size_t { mark, place, folds, schema, name, first };
};

/// A catalog of information_schema, and which of its columns follow the first ones.
struct Catalog {
    const char* mark;
    const char* catalog;
    const char* schema;
    const char* name;
    const char* columns;
};

std::string condition(const Catalog& source, const std::string& schema,
                      const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) {
        list += (list.empty() ? "" : ", ") + syntax(Dialect::mysql).literal(name);
    }
    return fmt::format("{} = {} AND {} IN ({})", source.schema,
                       syntax(Dialect::mysql).literal(schema), source.name, list);
}

std::string select(const Catalog& source, std::size_t place, const Asked& asked) {
    return fmt::format(
        "SELECT '{}', {}, @@lower_case_table_names, {}, {}, {} FROM information_schema.{} WHERE {}",
        source.mark, place, source.schema, source.name, source.columns, source.catalog,
        condition(source, asked.schema, asked.names));
}

std::string union_of(const std::vector<std::string>& selects) {
    return fmt::format("{}", fmt::join(selects, " UNION ALL "));
}

Found found_in(const Row& row, ObjectKind kind) {
    Found found;
    found.place = static_cast<std::size_t>(number(row[Column::place]));
    found.folds = number(row[Column::folds]) != 0;
    found.object.id.kind = kind;
    found.object.id.schema = text(row[Column::schema]);
    found.object.id.name = text(row[Column::name]);
    return found;
}

int ordinal(const Value& value) {
    const std::string digits = text(value);
    int result = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), result);
    return result;
}

// Texts of the columns that Catalog::columns names.
std::string view_text(const Row& row) {
    const auto column = [&](std::size_t i) { return text(row[Column::first + i]); };
    std::string result = is_null(row[Column::first + 4]) ? "" : "ALGORITHM " + column(4) + "\n";
    result += fmt::format("DEFINER {}\nSQL SECURITY {}\nAS {}", column(2), column(3), column(0));
    return column(1) == "NONE" ? result : result + "\nWITH " + column(1) + " CHECK OPTION";
}

std::string routine_text(const Row& row, const std::map<int, std::string>& parameters) {
    const auto column = [&](std::size_t i) { return text(row[Column::first + i]); };
    std::string list;
    for (const auto& entry : parameters) {
        list += (list.empty() ? "" : ", ") + entry.second;
    }
    return fmt::format(
        "{} ({}){}{}\nDEFINER {}\nSQL SECURITY {}\nDETERMINISTIC {}\n{}\nsql_mode {}\nCOMMENT "
        "{}\n{}",
        column(0), list, column(0) == "FUNCTION" ? " RETURNS " : "", column(1), column(5),
        column(4), column(2), column(3), column(6), column(7), column(8));
}

std::string trigger_text(const Row& row) {
    const auto column = [&](std::size_t i) { return text(row[Column::first + i]); };
    return fmt::format("{} {} ON {}\nDEFINER {}\nsql_mode {}\n{}", column(1), column(2), column(0),
                       column(3), column(4), column(5));
}

constexpr Catalog view_comments = {"comment", "TABLES", "table_schema", "table_name",
                                   // Only the time makes MariaDB open a view for its comment.
                                   "table_comment, create_time, NULL, NULL, NULL"};

/// One by one, as long as that is the faster way: a list makes MariaDB open every table of the
/// schema.
std::vector<std::string> select_comments(std::size_t place, const Asked& asked) {
    constexpr std::size_t few = 100;
    if (asked.names.size() > few) {
        return {select(view_comments, place, asked) + " AND table_type = 'VIEW'"};
    }
    std::vector<std::string> selects;
    for (const std::string& name : asked.names) {
        selects.push_back(select(view_comments, place, {asked.schema, {name}}));
    }
    return selects;
}

using RoutineKey = std::tuple<std::size_t, std::string, std::string>;

/// Of both sources of routines_sql().
RoutineKey key_of(const Row& row) {
    return {static_cast<std::size_t>(number(row[Column::place])), text(row[Column::first]),
            text(row[Column::name])};
}

}  // namespace

std::string views_sql(const std::vector<Asked>& asked, bool validity, bool mariadb) {
    const Catalog views = {"view", "VIEWS", "table_schema", "table_name",
                           mariadb
                               ? "view_definition, check_option, definer, security_type, algorithm"
                               : "view_definition, check_option, definer, security_type, NULL"};
    std::vector<std::string> selects;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        selects.push_back(select(views, i, asked[i]));
        if (validity) {
            const auto comments = select_comments(i, asked[i]);
            selects.insert(selects.end(), comments.begin(), comments.end());
        }
    }
    return union_of(selects);
}

std::string routines_sql(const std::vector<Asked>& asked) {
    constexpr Catalog routines = {
        "routine", "ROUTINES", "routine_schema", "routine_name",
        "routine_type, dtd_identifier, is_deterministic, sql_data_access, security_type, definer, "
        "sql_mode, routine_comment, routine_definition"};
    constexpr Catalog parameters = {"parameter", "PARAMETERS", "specific_schema", "specific_name",
                                    "routine_type, ordinal_position, parameter_mode, "
                                    "parameter_name, dtd_identifier, NULL, NULL, NULL, NULL"};
    std::vector<std::string> selects;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        selects.push_back(select(routines, i, asked[i]));
        selects.push_back(select(parameters, i, asked[i]) + " AND ordinal_position > 0");
    }
    return union_of(selects);
}

std::string triggers_sql(const std::vector<Asked>& asked) {
    constexpr Catalog triggers = {
        "trigger", "TRIGGERS", "event_object_schema", "trigger_name",
        "event_object_table, action_timing, event_manipulation, definer, sql_mode, "
        "action_statement"};
    std::vector<std::string> selects;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        selects.push_back(select(triggers, i, asked[i]));
    }
    return union_of(selects);
}

std::vector<Found> read_views(const std::vector<Row>& rows) {
    std::vector<Found> views;
    std::map<std::pair<std::size_t, std::string>, std::string> comments;
    for (const Row& row : rows) {
        if (text(row[Column::mark]) == "view") {
            views.push_back(found_in(row, ObjectKind::view));
            views.back().object.text = view_text(row);
        } else if (text(row[Column::first]) != "VIEW") {
            const Found found = found_in(row, ObjectKind::view);
            comments[{found.place, found.object.id.name}] = text(row[Column::first]);
        }
    }
    for (Found& view : views) {
        view.object.invalid = comments[{view.place, view.object.id.name}];
    }
    return views;
}

std::vector<Found> read_routines(const std::vector<Row>& rows) {
    std::map<RoutineKey, std::map<int, std::string>> parameters;
    for (const Row& row : rows) {
        if (text(row[Column::mark]) == "parameter") {
            parameters[key_of(row)][ordinal(row[Column::first + 1])] =
                fmt::format("{} {} {}", text(row[Column::first + 2]), text(row[Column::first + 3]),
                            text(row[Column::first + 4]));
        }
    }
    std::vector<Found> routines;
    for (const Row& row : rows) {
        const std::string type = text(row[Column::first]);
        if (text(row[Column::mark]) == "routine" && (type == "FUNCTION" || type == "PROCEDURE")) {
            routines.push_back(
                found_in(row, type == "FUNCTION" ? ObjectKind::function : ObjectKind::procedure));
            routines.back().folds = true;
            routines.back().object.id.name = script::lower_case(text(row[Column::name]));
            routines.back().object.text = routine_text(row, parameters[key_of(row)]);
        }
    }
    return routines;
}

std::vector<Found> read_triggers(const std::vector<Row>& rows) {
    std::vector<Found> triggers;
    for (const Row& row : rows) {
        triggers.push_back(found_in(row, ObjectKind::trigger));
        triggers.back().object.id.table = text(row[Column::first]);
        triggers.back().object.text = trigger_text(row);
    }
    return triggers;
}

}  // namespace retort::dialect::mysql
