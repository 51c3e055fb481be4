#include "cli/support.hpp"

#include "support/catch.hpp"

#include <unistd.h>

#include <algorithm>
#include <boost/filesystem.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace fs = boost::filesystem;

namespace retort_test {

Place::Place()
    : path_((fs::temp_directory_path() / fs::unique_path("retort-cli-%%%%-%%%%-%%%%")).string()) {
    fs::create_directories(fs::path(path_) / "migrations");
}

Place::~Place() {
    boost::system::error_code ignored;
    fs::remove_all(path_, ignored);
}

void Place::write(const std::string& name, const std::string& text) const {
    fs::create_directories(fs::path(file(name)).parent_path());
    std::ofstream(file(name), std::ios::binary) << text;
}

std::string Place::read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(file(name), std::ios::binary).rdbuf();
    return text.str();
}

bool Place::exists(const std::string& name) const {
    return fs::exists(file(name));
}

void Place::revision(const std::string& id, const std::string& parents,
                     const std::string& header) const {
    const std::string down = parents.empty() ? "" : "-- retort:down_revision " + parents + "\n";
    write("migrations/" + id + ".sql",
          "-- add t_" + id + "\n-- retort:revision " + id + "\n" + down + header +
              "\n-- retort:upgrade\nCREATE TABLE t_" + id +
              " (a INTEGER);\n\n-- retort:downgrade\nDROP TABLE t_" + id + ";\n");
}

void Place::script(const std::string& id, const std::string& parents, const std::string& upgrade,
                   const std::string& downgrade) const {
    const std::string down = parents.empty() ? "" : "-- retort:down_revision " + parents + "\n";
    write("migrations/" + id + ".sql", "-- write " + id + "\n-- retort:revision " + id + "\n" +
                                           down + "\n-- retort:upgrade\n" + upgrade +
                                           "\n\n-- retort:downgrade\n" + downgrade + "\n");
}

Result Place::run(std::vector<std::string> arguments, retort::CommandLine command_line) const {
    std::vector<std::string> words{"--scripts", file("migrations"), "--url", url()};
    if (std::find(arguments.begin(), arguments.end(), "--objects") == arguments.end()) {
        words.insert(words.end(), {"--objects", file("views")});
    }
    arguments.insert(arguments.begin(), words.begin(), words.end());
    return retort_test::run(arguments, std::move(command_line));
}

Result run(const std::vector<std::string>& arguments, retort::CommandLine command_line) {
    std::ostringstream out;
    std::ostringstream err;
    command_line.out = &out;
    command_line.err = &err;
    const int status = retort::run_command_line(arguments, command_line);
    return {status, out.str(), err.str()};
}

nlohmann::json document(const Place& place, std::vector<std::string> words, int status) {
    words.emplace_back("--json");
    const Result result = place.run(words);
    CAPTURE(result.err, result.out);
    CHECK(result.status == status);
    return nlohmann::json::parse(result.out);
}

Variable::Variable(const char* name, const char* value) : name_(name) {
    const char* before = std::getenv(name);
    was_set_ = before != nullptr;
    before_ = was_set_ ? before : "";
    value == nullptr ? unsetenv(name) : setenv(name, value, 1);
}

Variable::~Variable() {
    was_set_ ? setenv(name_.c_str(), before_.c_str(), 1) : unsetenv(name_.c_str());
}

WorkingIn::WorkingIn(const std::string& folder) : before_(fs::current_path().string()) {
    fs::current_path(folder);
}

WorkingIn::~WorkingIn() {
    fs::current_path(before_);
}

}  // namespace retort_test
