#include "actual/history.hpp"

#include "actual/files.hpp"
#include "actual/query.hpp"
#include "actual/steps.hpp"

#include <boost/filesystem.hpp>

#include <fstream>
#include <regex>
#include <stdexcept>

namespace actual {
namespace {

using retort::FunctionRevision;
using Function = FunctionRevision::Function;

bool is_sql(const std::string& file) {
    return file.size() > 4 && file.compare(file.size() - 4, 4, ".sql") == 0;
}

std::string message_of(const std::string& file) {
    const std::size_t begin = file.find('_') + 1;
    return file.substr(begin, file.rfind('.') - begin);
}

/// Without its BEGIN and its COMMIT, which may lack its semicolon.
std::string without_transaction(const std::string& text) {
    static const std::regex begin(R"((^|\n)BEGIN TRANSACTION;[ \t]*(?=\n))");
    static const std::regex commit(R"(\nCOMMIT;?\s*$)");
    const std::string rest =
        std::regex_replace(text, begin, "$1", std::regex_constants::format_first_only);
    return std::regex_replace(rest, commit, "\n");
}

std::string script_of(const std::string& file, const std::string& parent, const std::string& text,
                      Transactions transactions) {
    const bool as_is = transactions == Transactions::of_the_files;
    return "-- " + message_of(file) + "\n--\n-- retort:revision " + id_of(file) + "\n" +
           (parent.empty() ? "" : "-- retort:down_revision " + parent + "\n") +
           "\n-- retort:upgrade" + (as_is ? " no_transaction" : "") + "\n" +
           (as_is ? text : without_transaction(text));
}

void remove_cache_and_vacuum(soci::session& session) {
    execute(session, "BEGIN");
    remove_cache(session);
    execute(session, "COMMIT");
    execute(session, "VACUUM");
}

Function function_of(const std::string& file, const std::string& fetched, const std::string& rows) {
    const std::string name = message_of(file);
    if (name == "remove_cache") {
        return remove_cache;
    }
    if (name == "reports_move_selected_categories") {
        return reports_move_selected_categories;
    }
    if (name == "create_dashboard_table") {
        return [widgets = read_file(fetched + "/dashboard.json")](soci::session& session) {
            create_dashboard_table(session, widgets);
        };
    }
    if (name == "prefs") {
        const std::string path = rows + "/metadata.json";
        const std::string metadata = boost::filesystem::exists(path) ? read_file(path) : "";
        return [metadata](soci::session& session) { prefs(session, metadata); };
    }
    if (name == "multiple_dashboards") {
        return multiple_dashboards;
    }
    throw std::runtime_error("nobody has written " + file + " in C++");
}

FunctionRevision function_revision(const std::string& file, const std::string& parent,
                                   Function function, Transactions transactions) {
    FunctionRevision revision;
    revision.revision.id = id_of(file);
    revision.revision.down_revisions = {parent};
    revision.revision.message = message_of(file);
    revision.revision.path = file;
    revision.upgrade = std::move(function);
    revision.version = "1";
    // No transaction can hold a VACUUM: who takes the history over does without it.
    if (message_of(file) == "remove_cache" && transactions == Transactions::of_the_files) {
        revision.upgrade = remove_cache_and_vacuum;
        revision.no_transaction = true;
    }
    return revision;
}

}  // namespace

std::string id_of(const std::string& file) {
    return file.substr(0, file.find_first_of("_."));
}

retort::Revisions history(const std::string& fetched, const std::string& scripts,
                          const std::string& rows, Transactions transactions) {
    std::vector<retort::Source> sources = {retort::ScriptFolder(scripts)};
    std::string parent;
    for (const std::string& file : names_in(fetched + "/migrations")) {
        if (is_sql(file)) {
            const std::string text = read_file(fetched + "/migrations/" + file);
            std::ofstream(scripts + "/" + file, std::ios::binary)
                << script_of(file, parent, text, transactions);
        } else {
            sources.emplace_back(
                function_revision(file, parent, function_of(file, fetched, rows), transactions));
        }
        parent = id_of(file);
    }
    return retort::Revisions(std::move(sources));
}

}  // namespace actual
