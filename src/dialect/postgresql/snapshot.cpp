#include "dialect/postgresql/snapshot.hpp"

#include "dialect/postgresql/dump.hpp"
#include "dialect/postgresql/pg_dump.hpp"
#include "dialect/postgresql/snapshot_rows.hpp"
#include "script/word_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <string_view>

namespace retort::dialect::postgresql {
namespace {

using Strings = std::vector<std::string>;
using script::is_word;

struct Heading {
    std::string_view types;
    const char* text;
};
constexpr std::array headings = {
    Heading{"schema", "Schemas"},
    Heading{"extension", "Extensions"},
    Heading{"collation", "Collations"},
    Heading{"type|domain|shell type", "Types"},
    Heading{"function|procedure|aggregate|procedural language|transform", "Routines"},
    Heading{"table|foreign table", "Tables"},
    Heading{"sequence", "Sequences"},
    Heading{"view|materialized view", "Views"},
    Heading{"index", "Indexes"},
    Heading{"constraint|check constraint", "Constraints"},
    Heading{"fk constraint", "Foreign keys"},
    Heading{"statistics", "Statistics"},
    Heading{"trigger|event trigger", "Triggers"},
    Heading{"rule", "Rules"},
    Heading{"policy|row security", "Policies"},
    Heading{"publication|publication table|publication tables in schema", "Publications"},
    Heading{"foreign data wrapper|server|user mapping", "Foreign data"},
    Heading{"acl|default acl", "Privileges"},
    Heading{"materialized view data", "Rows of materialized views"},
};
/// They belong to what is before them.
constexpr std::string_view belonging =
    "comment|security label|sequence|sequence owned by|default|table attach|index attach";

const char* heading_of(const std::string& type) {
    const auto found = std::find_if(headings.begin(), headings.end(), [&](const Heading& heading) {
        return is_word(type, heading.types);
    });
    return found == headings.end() ? "More" : found->text;
}

bool is_acl(const Dump::Entry& entry) {
    return is_word(entry.type, "acl|default acl");
}

/// Privileges, and what runs when they are as they will be.
bool is_late(const Dump::Entry& entry) {
    return is_acl(entry) || is_word(entry.type, "event trigger|materialized view data");
}

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

void replace(std::string& text, std::size_t place, std::string_view from, std::string_view to) {
    if (place != std::string::npos) {
        text.replace(place, from.size(), to);
    }
}

/// Statements as a script says them.
class Adaptation {
public:
    explicit Adaptation(const std::string& role) : role_(role) {}

    /// Empty: nothing is left of it.
    std::string operator()(std::string statement, const Dump::Entry& entry) {
        if (ends_with(statement, " OWNER TO " + role_)) {
            return {};
        }
        if (is_acl(entry)) {
            return of_current_user(std::move(statement));
        }
        return set_default(std::move(statement));
    }

private:
    /// Privileges of the role that made the objects are those of whoever makes them.
    std::string of_current_user(std::string statement) const {
        const std::string for_role = "FOR ROLE " + role_ + " ";
        replace(statement, statement.find(for_role), for_role, "FOR ROLE CURRENT_USER ");
        for (const char* before : {" TO ", " FROM "}) {
            for (const char* behind : {"", " WITH GRANT OPTION"}) {
                const std::string end = before + role_ + behind;
                if (ends_with(statement, end)) {
                    replace(statement, statement.size() - end.size(), end,
                            fmt::format("{}CURRENT_USER{}", before, behind));
                }
            }
        }
        return statement;
    }

    /// What is the default is said only behind something else.
    std::string set_default(std::string statement) {
        constexpr std::string_view set = "SET default_t";
        if (statement.compare(0, set.size(), set) != 0) {
            return statement;
        }
        const std::string name = statement.substr(4, statement.find(" = ") - 4);
        if (ends_with(statement, " = ''") || ends_with(statement, " = heap")) {
            if (changed_.erase(name) == 0) {
                return {};
            }
        } else {
            changed_.insert(name);
        }
        return "SET LOCAL " + statement.substr(4);
    }

    std::string role_;
    std::set<std::string> changed_;
};

/// What takes a statement back that gives or takes privileges.
std::string taken_back(std::string statement) {
    const std::string_view option = " WITH GRANT OPTION";
    if (ends_with(statement, option)) {
        statement.erase(statement.size() - option.size());
    }
    const std::size_t grant = statement.find("GRANT ");
    const std::size_t revoke = statement.find("REVOKE ");
    if (grant < revoke) {
        replace(statement, statement.rfind(" TO "), " TO ", " FROM ");
        replace(statement, grant, "GRANT", "REVOKE");
    } else {
        replace(statement, statement.rfind(" FROM "), " FROM ", " TO ");
        replace(statement, revoke, "REVOKE", "GRANT");
    }
    return statement;
}

/// Parts of an index are dropped with the whole, and cannot be before.
bool drops_part(std::string_view drop, const Dump& dump) {
    constexpr std::string_view attach = " ATTACH PARTITION ";
    return std::any_of(dump.entries.begin(), dump.entries.end(), [&](const Dump::Entry& entry) {
        if (entry.type != "INDEX ATTACH") {
            return false;
        }
        const std::string_view statement = entry.statements.front();
        const std::string_view part = statement.substr(statement.find(attach) + attach.size());
        return ends_with(drop, fmt::format("DROP INDEX {}", part)) ||
               ends_with(drop, fmt::format(" DROP CONSTRAINT {}", entry.name)) ||
               ends_with(drop, fmt::format(" DROP CONSTRAINT \"{}\"", entry.name));
    });
}

class SnapshotReader {
public:
    SnapshotReader(Database& database, const Connection& connection, const SchemaScope& scope)
        : database_(database), connection_(connection), scope_(scope) {}

    Snapshot read() {
        SnapshotRows rows = read_rows(database_, scope_);
        const std::string schema =
            scope_.own_schema.empty() ? database_.default_schema() : scope_.own_schema;
        Strings own;
        for (const std::string& table : scope_.own_tables) {
            own.push_back(database_.syntax().quoted(schema) + "." +
                          database_.syntax().quoted(table));
        }
        Dump before = dump_of(connection_, "pre-data", own);
        Dump behind = dump_of(connection_, "post-data", own);
        // Rows are written by who owns the table, whatever is granted and revoked on it.
        const auto acl =
            std::stable_partition(before.entries.begin(), before.entries.end(),
                                  [](const Dump::Entry& entry) { return !is_acl(entry); });
        behind.entries.insert(std::find_if(behind.entries.begin(), behind.entries.end(), is_late),
                              std::make_move_iterator(acl),
                              std::make_move_iterator(before.entries.end()));
        before.entries.erase(acl, before.entries.end());

        Adaptation adapt(rows.role);
        snapshot_.before_rows = groups(before, adapt);
        snapshot_.tables = std::move(rows.tables);
        snapshot_.schemas = std::move(rows.schemas);
        snapshot_.behind_rows = groups(behind, adapt);
        snapshot_.behind_rows.insert(snapshot_.behind_rows.begin(),
                                     {"Where sequences go on", rows.positions});
        for (const auto* statements : {&rows.positions, &rows.witness}) {
            snapshot_.witness.insert(snapshot_.witness.end(), statements->begin(),
                                     statements->end());
        }
        std::sort(snapshot_.witness.begin(), snapshot_.witness.end());
        add_drops(before, behind);
        return std::move(snapshot_);
    }

private:
    std::vector<Snapshot::Group> groups(const Dump& dump, Adaptation& adapt) {
        std::vector<Snapshot::Group> result;
        for (const Dump::Entry& entry : dump.entries) {
            const bool is_part = is_word(entry.type, belonging) && !result.empty();
            if (!is_part && (result.empty() || result.back().heading != heading_of(entry.type))) {
                result.push_back({heading_of(entry.type), {}});
            }
            Strings& statements = result.back().statements;
            set_up(entry, statements);
            for (const std::string& statement : entry.statements) {
                std::string adapted = adapt(statement, entry);
                if (!adapted.empty()) {
                    take_back(adapted, entry);
                    snapshot_.witness.push_back(adapted);
                    statements.push_back(std::move(adapted));
                }
            }
        }
        return result;
    }

    /// What the session is to be like from here on.
    void set_up(const Dump::Entry& entry, Strings& statements) {
        const auto set_once = [&](bool& is_set, const char* statement) {
            if (!is_set) {
                is_set = true;
                statements.emplace_back(statement);
            }
        };
        if (is_word(entry.type, "function|procedure")) {
            // They may name what is made later.
            set_once(without_bodies_, "SET LOCAL check_function_bodies = false");
        }
        const auto has_xml = [](const std::string& statement) {
            return statement.find(" xml") != std::string::npos;
        };
        if (std::any_of(entry.statements.begin(), entry.statements.end(), has_xml)) {
            set_once(xml_is_content_, "SET LOCAL xmloption = content");
        }
    }

    /// What pg_dump never drops: it is the whole database's.
    void take_back(const std::string& statement, const Dump::Entry& entry) {
        const bool of_public = entry.name == "SCHEMA public";
        if (entry.type == "DEFAULT ACL" || (entry.type == "ACL" && of_public)) {
            back_.push_back(taken_back(statement));
        } else if (entry.type == "COMMENT" && of_public) {
            back_.emplace_back("COMMENT ON SCHEMA public IS 'standard public schema'");
        }
    }

    void add_drops(const Dump& before, const Dump& behind) {
        Strings& drops = snapshot_.drops;
        drops.assign(back_.rbegin(), back_.rend());
        std::copy_if(behind.drops.begin(), behind.drops.end(), std::back_inserter(drops),
                     [&](const std::string& drop) { return !drops_part(drop, behind); });
        drops.insert(drops.end(), before.drops.begin(), before.drops.end());
    }

    Database& database_;
    const Connection& connection_;
    const SchemaScope& scope_;
    Snapshot snapshot_;
    Strings back_;
    bool without_bodies_ = false;
    bool xml_is_content_ = false;
};

}  // namespace

Snapshot read_snapshot(Database& database, const Connection& connection, const SchemaScope& scope) {
    return SnapshotReader(database, connection, scope).read();
}

}  // namespace retort::dialect::postgresql
