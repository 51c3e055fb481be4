#include "consolidation.hpp"

#include "data.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <retort/command_line.hpp>
#ifdef CONSOLIDATION_HAS_POSTGRESQL
#include <soci/postgresql/soci-postgresql.h>
#endif

#include <array>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr std::array first_eight{"001_initial_complete",
                                 "26ebdc5e2006_add_system_logs_table",
                                 "c10edba96f55_add_gene_annotation_tables",
                                 "98531cf3dc79_add_user_authentication_fields",
                                 "0801ee5fb7f9_add_pubtator_pmids_index",
                                 "fix_gene_staging_cols",
                                 "86bdb75bc293_add_string_ppi_percentiles_view",
                                 "fix_gene_norm_log"};
constexpr const char* baseline = "000_consolidated_schema";

bool is_sqlite(const Project& project) {
    return project.url.rfind("sqlite:", 0) == 0;
}

std::unique_ptr<soci::session> connect(const Project& project) {
    if (is_sqlite(project)) {
        const std::string path = project.url.substr(std::string("sqlite:///").size());
        return std::make_unique<soci::session>(soci::sqlite3, "db=\"" + path + "\"");
    }
#ifdef CONSOLIDATION_HAS_POSTGRESQL
    // SOCI reads pairs of a key and a value, and passes a URL on where it finds one in it.
    const char* const separator = project.url.find('?') == std::string::npos ? "?" : "&";
    return std::make_unique<soci::session>(
        soci::postgresql, project.url + separator + "application_name=consolidation");
#else
    throw std::runtime_error("SOCI was built without PostgreSQL: " + project.url);
#endif
}

/// As one would type `retort WORDS...`, with a retort.toml that names the database and the folders.
void retort_runs(const Project& project, std::vector<std::string> words) {
    const std::string command = words.front();
    project.out << "  $ retort";
    for (const std::string& word : words) {
        const bool has_blank = word.find(' ') != std::string::npos;
        project.out << ' ' << (has_blank ? "'" + word + "'" : word);
    }
    project.out << '\n';
    words.insert(words.end(), {"--url", project.url, "--scripts", project.folder + "/migrations",
                               "--objects", project.folder + "/views"});
    const bool builds_databases =
        command == "squash" || command == "rehearse" || command == "check";
    if (builds_databases && !is_sqlite(project)) {
        words.insert(words.end(), {"--scratch", project.scratch});
    }
    retort::CommandLine command_line;
    command_line.out = &project.out;
    command_line.err = &project.out;
    if (retort::run_command_line(words, command_line) != 0) {
        throw std::runtime_error("`retort " + command + "` did not succeed.");
    }
}

std::string saved_rows(const Project& project) {
    return project.folder + "/rows.json";
}

std::string saved_database(const Project& project) {
    return project.folder + "/before";
}

}  // namespace

void build(const Project& project) {
    fs::create_directories(project.folder + "/migrations");
    for (const char* const name : first_eight) {
        const std::string file = std::string("/") + name + ".sql";
        fs::copy_file(GENE_BACKEND_MIGRATIONS + file, project.folder + "/migrations" + file);
    }
    retort_runs(project, {"upgrade", "-q"});
    fill(*connect(project));
}

void take_stock(const Project& project) {
    retort_runs(project, {"validate", "--save", saved_rows(project)});
    retort_runs(project, {"backup", saved_database(project)});
}

void squash(const Project& project) {
    retort_runs(project, {"squash", "fix_gene_norm_log", "--rev-id", baseline, "-m",
                          "the first eight revisions"});
}

void rehearse(const Project& project) {
    retort_runs(project, {"rehearse"});
}

void apply(const Project& project) {
    retort_runs(project, {"upgrade", "-q"});
    retort_runs(project, {"current"});
}

void check(const Project& project) {
    retort_runs(project, {"check", "--drift"});
    retort_runs(project, {"objects", "list"});
    retort_runs(project, {"validate", "--compare", saved_rows(project)});
}

void roll_back(const Project& project) {
    retort_runs(project, {"unsquash", baseline});
    retort_runs(project, {"upgrade", "-q"});
    retort_runs(project, {"current"});
}

void restore(const Project& project) {
    retort_runs(project, {"restore", saved_database(project), "--replace"});
    retort_runs(project, {"current"});
}
