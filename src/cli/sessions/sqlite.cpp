#include "cli/sessions/open.hpp"
#include "errors/cli.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <boost/filesystem.hpp>

namespace retort::cli {
namespace {

namespace fs = boost::filesystem;

/// The file in SOCI's own options, found as its driver finds it; empty: none or memory.
std::string file_in(const std::string& options) {
    std::string file = options;
    for (const char* key : {"dbname=", "db="}) {
        const auto at = options.find(key);
        if (at != std::string::npos) {
            file = options.substr(at + std::string(key).size());
            const bool quoted = !file.empty() && file.front() == '"';
            file = quoted ? file.substr(1, file.find('"', 1) - 1) : file.substr(0, file.find(' '));
            break;
        }
    }
    return file == ":memory:" ? "" : file;
}

void check_file(const std::string& file, Opening opening, const std::string& program) {
    if (!is_absent(file)) {
        return;
    }
    if (opening == Opening::existing) {
        throw errors::database_missing(file, program);
    }
    boost::system::error_code ignored;
    const fs::path folder = fs::path(file).parent_path();
    if (!folder.empty() && !fs::is_directory(folder, ignored)) {
        throw errors::database_folder_missing(file);
    }
}

std::string options_for(const std::string& file) {
    if (file.empty()) {
        return "db=\":memory:\"";
    }
    // A leading blank would end the value before it began.
    return "db=\"" + (file.front() == ' ' ? "./" + file : file) + "\"";
}

}  // namespace

std::string sqlite_file(const Url& url) {
    return url.soci_options ? file_in(*url.soci_options) : url.file;
}

bool is_absent(const std::string& file) {
    boost::system::error_code ignored;
    return !file.empty() && !fs::exists(file, ignored);
}

Session open_sqlite(const Url& url, Opening opening, const std::string& program) {
    if (opening == Opening::in_memory) {
        return std::make_unique<soci::session>(soci::sqlite3, options_for(""));
    }
    const std::string file = sqlite_file(url);
    check_file(file, opening, program);
    try {
        return std::make_unique<soci::session>(
            soci::sqlite3, url.soci_options ? *url.soci_options : options_for(file));
    } catch (const soci::soci_error& error) {
        throw errors::cannot_open(file, error.get_error_message());
    }
}

}  // namespace retort::cli
