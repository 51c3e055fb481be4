#pragma once

#include <string>

namespace soci {
class session;
}

/// The five steps of the history that are programs, in C++. They begin and end no transaction.
namespace actual {

/// Budgets, buffers and notes leave the cells of the spreadsheet for tables of their own.
void remove_cache(soci::session& session);

void reports_move_selected_categories(soci::session& session);

/// @param defaults the widgets of a user without reports, as JSON
void create_dashboard_table(soci::session& session, const std::string& defaults);

/// @param metadata the user's metadata.json; empty: there is none
void prefs(soci::session& session, const std::string& metadata);

void multiple_dashboards(soci::session& session);

}  // namespace actual
