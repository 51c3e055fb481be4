#include "actual/query.hpp"
#include "actual/steps.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <regex>

namespace actual {
namespace {

const char* const new_tables[] = {
    "CREATE TABLE zero_budget_months\n  (id TEXT PRIMARY KEY,\n   buffered INTEGER DEFAULT 0)",
    "CREATE TABLE zero_budgets\n  (id TEXT PRIMARY KEY,\n   month INTEGER,\n   category TEXT,\n"
    "   amount INTEGER DEFAULT 0,\n   carryover INTEGER DEFAULT 0)",
    "CREATE TABLE reflect_budgets\n  (id TEXT PRIMARY KEY,\n   month INTEGER,\n"
    "   category TEXT,\n   amount INTEGER DEFAULT 0,\n   carryover INTEGER DEFAULT 0)",
    "CREATE TABLE notes\n  (id TEXT PRIMARY KEY,\n   note TEXT)",
    "CREATE TABLE kvcache (key TEXT PRIMARY KEY, value TEXT)",
    "CREATE TABLE kvcache_key (id INTEGER PRIMARY KEY, key REAL)",
};

struct NamedCell {
    std::string name;
    Cell value;
};

/// A cell has an expression, or only what was once computed.
std::vector<NamedCell> cells(soci::session& session, const std::string& condition,
                             const Row& values) {
    std::vector<NamedCell> found;
    for (const Row& row :
         query(session,
               "SELECT name, coalesce(expr, cachedValue) FROM spreadsheet_cells WHERE " + condition,
               2, values)) {
        found.push_back({row[0].value_or(""), row[1]});
    }
    return found;
}

/// The number that a text begins with; 0 if it begins with none.
std::string leading_number(const Cell& value) {
    static const std::regex number(R"(^\s*([-+]?[0-9]+))");
    std::smatch match;
    const std::string text = value.value_or("");
    return std::to_string(std::regex_search(text, match, number) ? std::stoll(match[1]) : 0);
}

std::string month_name(const std::string& digits) {
    return digits.substr(0, 4) + "-" + digits.substr(std::min<std::size_t>(4, digits.size()));
}

void move_budgets(soci::session& session) {
    static const std::regex form("(budget-report|budget)([0-9]+)!budget-(.+)");
    for (const NamedCell& cell : cells(session, "name LIKE :a", {"budget%!budget-%"})) {
        std::smatch match;
        if (!std::regex_match(cell.name, match, form)) {
            continue;
        }
        const std::string sheet = match[1].str() + match[2].str();
        const std::string category = match[3];
        const auto carryover = cells(session, "name = :a", {sheet + "!carryover-" + category});
        const bool carries = !carryover.empty() && carryover.front().value == "true";
        const std::string table = match[1] == "budget" ? "zero_budgets" : "reflect_budgets";
        execute(session,
                "INSERT INTO " + table + " (id, month, category, amount, carryover)" +
                    " VALUES (:a, :b, :c, :d, :e)",
                {month_name(match[2]) + "-" + category, match[2].str(), category,
                 leading_number(cell.value), carries ? "1" : "0"});
    }
}

void move_buffers(soci::session& session) {
    static const std::regex form("budget([0-9]+)!buffered");
    for (const NamedCell& cell : cells(session, "name LIKE :a", {"budget%!buffered"})) {
        std::smatch match;
        if (std::regex_match(cell.name, match, form)) {
            execute(session, "INSERT INTO zero_budget_months (id, buffered) VALUES (:a, :b)",
                    {month_name(match[1]), leading_number(cell.value)});
        }
    }
}

void move_notes(soci::session& session) {
    for (const NamedCell& cell : cells(session, "name LIKE :a", {"notes!%"})) {
        const auto note = nlohmann::json::parse(cell.value.value_or(""), nullptr, false);
        if (note.is_string() && note != "") {
            const std::string id = cell.name.substr(cell.name.find('!') + 1);
            execute(session, "INSERT INTO notes (id, note) VALUES (:a, :b)",
                    {id.substr(0, id.find('!')), note.get<std::string>()});
        }
    }
}

}  // namespace

void remove_cache(soci::session& session) {
    for (const char* table : new_tables) {
        execute(session, table);
    }
    move_budgets(session);
    move_buffers(session);
    move_notes(session);
    execute(session, "DROP TABLE spreadsheet_cells");
    execute(session, "ANALYZE");
}

}  // namespace actual
