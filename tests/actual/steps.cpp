#include "actual/steps.hpp"

#include "actual/query.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace actual {
namespace {

using Json = nlohmann::ordered_json;

/// The same ids in every run, counted from 1 in each step.
class Ids {
public:
    std::string next() {
        std::array<char, 40> text{};
        std::snprintf(text.data(), text.size(), "00000000-0000-4000-8000-%012d", ++made_);
        return text.data();
    }

private:
    int made_ = 0;
};

struct Place {
    std::size_t width, height, x, y;
};

void add_widget(soci::session& session, Ids& ids, const std::string& type, const Place& place,
                const Cell& meta) {
    execute(session,
            "INSERT INTO dashboard (id, type, width, height, x, y, meta)"
            " VALUES (:a, :b, :c, :d, :e, :f, :g)",
            {ids.next(), type, std::to_string(place.width), std::to_string(place.height),
             std::to_string(place.x), std::to_string(place.y), meta});
}

void add_default_widgets(soci::session& session, Ids& ids, const std::string& defaults) {
    for (const Json& widget : Json::parse(defaults)) {
        const Json content = widget.value("meta", Json());
        const Cell meta = content.is_null() ? Cell() : Cell(content.dump());
        add_widget(session, ids, widget["type"],
                   {widget["width"], widget["height"], widget["x"], widget["y"]}, meta);
    }
}

void add_report_widgets(soci::session& session, Ids& ids, const std::vector<Row>& reports) {
    add_widget(session, ids, "net-worth-card", {8, 2, 0, 0}, {});
    add_widget(session, ids, "cash-flow-card", {4, 2, 8, 0}, {});
    add_widget(session, ids, "spending-card", {4, 2, 0, 2}, {});
    for (std::size_t i = 0; i < reports.size(); ++i) {
        add_widget(session, ids, "custom-report", {4, 2, i * 4 % 12, 2 + i / 3 * 2},
                   Json{{"id", reports[i][0].value_or("")}}.dump());
    }
}

Json list_of(const Cell& text) {
    return text.value_or("").empty() ? Json::array() : Json::parse(*text);
}

void move_selection(soci::session& session, const std::vector<Row>& categories, const Row& report) {
    Json conditions = list_of(report[2]);
    Json selected = Json::array();
    for (const Json& category : list_of(report[1])) {
        selected.push_back(category["id"]);
    }
    const auto is_selected = [&](const Row& category) {
        return std::find(selected.begin(), selected.end(), category[0].value_or("")) !=
               selected.end();
    };
    const auto is_by_category = [](const Json& condition) {
        return condition.value("field", "") == "category";
    };
    if (std::all_of(categories.begin(), categories.end(), is_selected) ||
        std::any_of(conditions.begin(), conditions.end(), is_by_category)) {
        return;
    }
    Json added;
    added["field"] = "category";
    added["op"] = "oneOf";
    added["value"] = selected;
    added["type"] = "id";
    conditions.push_back(added);
    execute(session, "UPDATE custom_reports SET conditions = :a WHERE id = :b",
            {conditions.dump(), report[0]});
}

/// Whether a preference moves from the file to the database.
bool is_synced(const std::string& key) {
    const auto is_key = [&](const std::string& name) { return key == name; };
    const auto begins_key = [&](const std::string& start) { return key.rfind(start, 0) == 0; };
    const std::vector<std::string> names = {"firstDayOfWeekIdx", "dateFormat",       "numberFormat",
                                            "hideFraction",      "isPrivacyEnabled", "budgetType"};
    const std::vector<std::string> starts = {"show-extra-balances-",
                                             "hide-cleared-",
                                             "parse-date-",
                                             "csv-mappings-",
                                             "csv-delimiter-",
                                             "csv-has-header-",
                                             "flip-amount-",
                                             "ofx-fallback-missing-payee-",
                                             "flags."};
    return std::any_of(names.begin(), names.end(), is_key) ||
           std::any_of(starts.begin(), starts.end(), begins_key);
}

}  // namespace

void reports_move_selected_categories(soci::session& session) {
    const auto categories = query(session, "SELECT id FROM categories WHERE tombstone = 0", 1);
    const auto reports = query(session,
                               "SELECT id, selected_categories, conditions FROM custom_reports"
                               " WHERE tombstone = 0 AND selected_categories IS NOT NULL",
                               3);
    for (const Row& report : reports) {
        move_selection(session, categories, report);
    }
    execute(session, "UPDATE custom_reports SET selected_categories = NULL WHERE tombstone = 0");
}

void create_dashboard_table(soci::session& session, const std::string& defaults) {
    const auto reports = query(session,
                               "SELECT id FROM custom_reports WHERE tombstone = 0"
                               " ORDER BY name COLLATE NOCASE",
                               1);
    execute(session,
            "CREATE TABLE dashboard\n        (id TEXT PRIMARY KEY,\n         type TEXT,\n"
            "         width INTEGER,\n         height INTEGER,\n         x INTEGER,\n"
            "         y INTEGER,\n         meta TEXT,\n         tombstone INTEGER DEFAULT 0)");
    Ids ids;
    if (reports.empty()) {
        add_default_widgets(session, ids, defaults);
    } else {
        add_report_widgets(session, ids, reports);
    }
}

void prefs(soci::session& session, const std::string& metadata) {
    execute(session, "CREATE TABLE preferences\n       (id TEXT PRIMARY KEY,\n        value TEXT)");
    const Json all = Json::parse(metadata, nullptr, false);
    if (!all.is_object()) {
        return;
    }
    for (const auto& [key, value] : all.items()) {
        if (is_synced(key)) {
            execute(session, "INSERT INTO preferences (id, value) VALUES (:a, :b)",
                    {key, value.is_string() ? value.get<std::string>() : value.dump()});
        }
    }
}

void multiple_dashboards(soci::session& session) {
    execute(session,
            "CREATE TABLE dashboard_pages\n        (id TEXT PRIMARY KEY,\n         name TEXT,\n"
            "         tombstone INTEGER DEFAULT 0)");
    execute(session, "ALTER TABLE dashboard ADD COLUMN dashboard_page_id TEXT");
    const std::string page = Ids().next();
    execute(session, "INSERT INTO dashboard_pages (id, name) VALUES (:a, 'Main')", {page});
    execute(session, "UPDATE dashboard SET dashboard_page_id = :a", {page});
}

}  // namespace actual
