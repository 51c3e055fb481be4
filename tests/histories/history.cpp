#include "histories/history.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/filesystem.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace histories {
namespace {

using Json = nlohmann::json;
namespace files = boost::filesystem;

std::vector<std::string> list(const Json& fields, const char* name) {
    return fields.at(name).get<std::vector<std::string>>();
}

retort::Revision revision(const Json& fields) {
    retort::Revision revision;
    revision.id = fields.at("revision");
    revision.down_revisions = list(fields, "down_revision");
    revision.depends_on = list(fields, "depends_on");
    revision.branch_labels = list(fields, "branch_labels");
    revision.message = fields.value("message", "");
    return revision;
}

History history(const files::path& path) {
    History history{path.stem().string(), path.string(), {}};
    std::ifstream file(history.file);
    for (const Json& fields : Json::parse(file)) {
        history.revisions.push_back(revision(fields));
    }
    return history;
}

std::string directive(const char* name, const std::vector<std::string>& values) {
    return values.empty() ? "" : fmt::format("-- retort:{} {}\n", name, fmt::join(values, ", "));
}

}  // namespace

std::vector<History> all_histories() {
    std::vector<files::path> paths;
    for (const char* folder : {HISTORIES_KEPT, HISTORIES_FETCHED}) {
        for (const auto& entry : files::directory_iterator(folder)) {
            paths.push_back(entry.path());
        }
    }
    std::sort(paths.begin(), paths.end());
    std::vector<History> all;
    std::transform(paths.begin(), paths.end(), std::back_inserter(all), history);
    return all;
}

void write_scripts(const History& history, const std::string& folder) {
    files::create_directories(folder);
    for (const retort::Revision& one : history.revisions) {
        std::ofstream(folder + "/" + one.id + ".sql")
            << "-- " << one.message << "\n-- retort:revision " << one.id << "\n"
            << directive("down_revision", one.down_revisions)
            << directive("depends_on", one.depends_on)
            << directive("branch_labels", one.branch_labels)
            << "-- retort:upgrade\n-- retort:downgrade\n";
    }
}

}  // namespace histories
