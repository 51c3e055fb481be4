#include "dialect/mysql/object_catalog.hpp"

#include "dialect/mysql/catalog.hpp"
#include "dialect/mysql/object_query.hpp"
#include "dialect/mysql/refusal.hpp"
#include "dialect/syntax.hpp"
#include "errors/dialect.hpp"
#include "script/character.hpp"
#include "script/identifiers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <functional>

namespace retort::dialect::mysql {
namespace {

using Kind = retort::ObjectKind;

/// A view and a materialized view are one here.
Kind kind_of(const script::ObjectId& id) {
    return id.kind == Kind::materialized_view ? Kind::view : id.kind;
}

bool is_routine(const script::ObjectId& id) {
    return id.kind == Kind::function || id.kind == Kind::procedure;
}

std::string quoted(const std::string& name) {
    return syntax(Dialect::mysql).quoted(name);
}

std::string literal(const std::string& text) {
    return syntax(Dialect::mysql).literal(text);
}

std::string word_of(const script::ObjectId& id) {
    std::string word(to_string(kind_of(id)));
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return word;
}

bool is_meant(const script::ObjectId& asked, const Found& found) {
    const auto same = [&](const std::string& a, const std::string& b) {
        return found.folds ? script::lower_case(a) == script::lower_case(b) : a == b;
    };
    const script::ObjectId& id = found.object.id;
    return kind_of(asked) == id.kind && same(asked.name, id.name) &&
           (asked.table.empty() || same(asked.table, id.table));
}

/// What was asked for by schemas, and each id's place among them.
struct Schemas {
    std::vector<Asked> asked;
    std::vector<std::size_t> places;

    void add(const std::string& schema, const std::string& name) {
        const auto known = std::find_if(asked.begin(), asked.end(),
                                        [&](const Asked& one) { return one.schema == schema; });
        places.push_back(static_cast<std::size_t>(known - asked.begin()));
        if (known == asked.end()) {
            asked.push_back({schema, {}});
        }
        auto& names = asked[places.back()].names;
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(name);
        }
    }
};

/// Of one catalog.
struct Group {
    bool (*holds)(const script::ObjectId& id);
    std::string (*sql)(const std::vector<Asked>& asked, bool validity, bool mariadb);
    std::vector<Found> (*read)(const std::vector<Row>& rows);
};

constexpr Group groups[] = {
    {[](const script::ObjectId& id) { return kind_of(id) == Kind::view; }, views_sql, read_views},
    {is_routine, [](const std::vector<Asked>& asked, bool, bool) { return routines_sql(asked); },
     read_routines},
    {[](const script::ObjectId& id) { return id.kind == Kind::trigger; },
     [](const std::vector<Asked>& asked, bool, bool) { return triggers_sql(asked); },
     read_triggers},
};

/// GRANT of a row of mysql.procs_priv: `Execute,Alter Routine,Grant`.
std::string grant(const std::string& privileges, const std::string& object,
                  const std::string& grantee) {
    std::string list;
    bool with_option = false;
    for (std::size_t begin = 0; begin < privileges.size();) {
        const std::size_t end = std::min(privileges.find(',', begin), privileges.size());
        const std::string privilege = privileges.substr(begin, end - begin);
        begin = end + 1;
        if (privilege == "Grant") {
            with_option = true;
        } else {
            list += (list.empty() ? "" : ", ") + privilege;
        }
    }
    return fmt::format("GRANT {} ON {} TO {}{}", list.empty() ? "USAGE" : list, object, grantee,
                       with_option ? " WITH GRANT OPTION" : "");
}

class AtExit {
public:
    explicit AtExit(std::function<void()> action) : action_(std::move(action)) {}
    AtExit(const AtExit&) = delete;
    AtExit& operator=(const AtExit&) = delete;
    ~AtExit() { action_(); }

private:
    std::function<void()> action_;
};

/// Without making anything: a trigger under another name would fire.
bool is_trigger_of(const CatalogObject& object, const Creation& creation) {
    const std::string head =
        fmt::format("{} {} ON {}\n", creation.timing, creation.event, object.id.table);
    const std::string& text = object.text;
    // Behind a line for each of the head, the definer and the mode.
    std::size_t body = 0;
    for (int line = 0; line < 3; ++line) {
        body = text.find('\n', body) + 1;
    }
    return script::lower_case(text.substr(0, head.size())) == script::lower_case(head) &&
           bare_name(creation.table) == object.id.table &&
           trimmed(std::string_view(text).substr(body)) == creation.body;
}

}  // namespace

std::string MysqlObjectCatalog::schema_of(const script::ObjectId& id) {
    return id.schema.empty() ? connection_.default_database() : id.schema;
}

std::string MysqlObjectCatalog::qualified(const script::ObjectId& id) {
    return quoted(schema_of(id)) + "." + quoted(id.name);
}

std::vector<Row> MysqlObjectCatalog::read(const std::string& sql) {
    return connection_.query({with_catalog_settings(sql, connection_.is_mariadb()), {}});
}

std::vector<std::optional<CatalogObject>> MysqlObjectCatalog::find(
    const std::vector<script::ObjectId>& ids, bool validity) {
    std::vector<std::optional<CatalogObject>> result(ids.size());
    for (const Group& group : groups) {
        Schemas schemas;
        std::vector<std::size_t> members;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (group.holds(ids[i])) {
                schemas.add(schema_of(ids[i]), ids[i].name);
                members.push_back(i);
            }
        }
        if (members.empty()) {
            continue;
        }
        const auto found =
            group.read(read(group.sql(schemas.asked, validity, connection_.is_mariadb())));
        for (std::size_t i = 0; i < members.size(); ++i) {
            const auto one = std::find_if(found.begin(), found.end(), [&](const Found& candidate) {
                return candidate.place == schemas.places[i] && is_meant(ids[members[i]], candidate);
            });
            if (one != found.end()) {
                result[members[i]] = one->object;
            }
        }
    }
    return result;
}

/// Bodies are read as the sql_mode says that they were written in.
std::vector<std::string> MysqlObjectCatalog::recreation(const CatalogObject& object) {
    const Row row =
        connection_.query({"SHOW CREATE " + word_of(object.id) + " " + qualified(object.id), {}})
            .front();
    const bool view = kind_of(object.id) == Kind::view;
    std::string create = text(row[view ? 1 : 2]);
    if (const auto made = creation(create)) {
        create = renamed(create, *made, qualified(object.id),
                         quoted(schema_of(object.id)) + "." + quoted(object.id.table));
    }
    const std::string mode = text(connection_.query({"SELECT @@sql_mode", {}}).front().front());
    if (view || mode == text(row[1])) {
        return {create};
    }
    return {"SET sql_mode = " + literal(text(row[1])), create, "SET sql_mode = " + literal(mode)};
}

std::string MysqlObjectCatalog::drop(const script::ObjectId& id) {
    return "DROP " + word_of(id) + " " + qualified(id);
}

std::optional<std::string> MysqlObjectCatalog::in_place(const script::ObjectId& id,
                                                        std::string_view create) {
    if (!connection_.is_mariadb() && kind_of(id) != Kind::view) {
        return std::nullopt;
    }
    return script::with_or_replace(create, Dialect::mysql);
}

bool MysqlObjectCatalog::is_absence(const DatabaseError& error) const {
    constexpr const char* codes[] = {
        "1146",  // no such table
        "1054",  // unknown column
        "1305",  // no such routine
        "1360",  // no such trigger
        "1356",  // a view of something that is not there
        "1051",  // unknown table, of DROP
        "4092",  // unknown view, of DROP
    };
    return std::find(std::begin(codes), std::end(codes), error.facts().code) != std::end(codes);
}

std::vector<Attachment> MysqlObjectCatalog::attachments(const script::ObjectId& id) {
    std::vector<Attachment> found;
    if (!is_routine(id)) {
        return found;
    }
    std::vector<Row> rows;
    try {
        rows = connection_.query(
            {fmt::format("SELECT user, host, proc_priv FROM mysql.procs_priv WHERE db = {} AND "
                         "routine_name = {} AND routine_type = '{}' ORDER BY user, host",
                         literal(schema_of(id)), literal(id.name), word_of(id)),
             {}});
    } catch (const DatabaseError& error) {
        constexpr const char* select_denied = "1142";
        if (error.facts().code != select_denied) {
            throw;
        }
    }
    for (const Row& row : rows) {
        // A role of MariaDB has no host.
        const std::string grantee =
            quoted(text(row[0])) + (text(row[1]).empty() ? "" : "@" + quoted(text(row[1])));
        found.push_back({"privileges of " + grantee,
                         grant(text(row[2]), word_of(id) + " " + qualified(id), grantee)});
    }
    return found;
}

std::string MysqlObjectCatalog::free_name(const std::string& schema) {
    for (int number = 1;; ++number) {
        std::string name = fmt::format("retort_try_{}", number);
        const auto rows = connection_.query(
            {fmt::format("SELECT 1 FROM information_schema.TABLES WHERE table_schema = {0} AND "
                         "table_name = {1} UNION ALL SELECT 1 FROM information_schema.ROUTINES "
                         "WHERE routine_schema = {0} AND routine_name = {1}",
                         literal(schema), literal(name)),
             {}});
        if (rows.empty()) {
            return name;
        }
    }
}

bool MysqlObjectCatalog::makes(const CatalogObject& object, std::string_view statement,
                               const Creation& creation) {
    script::ObjectId tried = object.id;
    tried.schema = schema_of(object.id);
    tried.name = free_name(tried.schema);
    connection_.query_as_is(renamed(statement, creation, qualified(tried), {}));
    const AtExit dropped([&] { connection_.run(drop(tried)); });
    const auto made = find({tried}, false).front();
    return made && made->text == object.text;
}

std::optional<bool> MysqlObjectCatalog::is_made_by(const CatalogObject& object,
                                                   const std::vector<Statement>& statements) {
    for (const Statement& statement : statements) {
        const auto made = creation(statement.text);
        if (made && made->kind == kind_of(object.id) &&
            script::lower_case(bare_name(made->name)) == script::lower_case(object.id.name)) {
            return made->kind == Kind::trigger ? is_trigger_of(object, *made)
                                               : makes(object, statement.text, *made);
        }
    }
    return false;
}

}  // namespace retort::dialect::mysql
