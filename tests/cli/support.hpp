#pragma once

#include <retort/command_line.hpp>

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <string>
#include <vector>

namespace retort_test {

struct Result {
    int status = 0;
    std::string out;
    std::string err;
};

/// A folder of its own, removed with everything in it, with a `migrations` folder and a database
/// that are named to every command.
class Place {
public:
    Place();
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    const std::string& path() const { return path_; }
    std::string file(const std::string& name) const { return path_ + "/" + name; }
    std::string url() const { return "sqlite:///" + file("app.db"); }

    void write(const std::string& name, const std::string& text) const;
    std::string read(const std::string& name) const;
    bool exists(const std::string& name) const;

    /// A script that makes the table `t_ID` and drops it. `header` are further directives.
    void revision(const std::string& id, const std::string& parents,
                  const std::string& header = "") const;
    /// A script of these statements.
    void script(const std::string& id, const std::string& parents, const std::string& upgrade,
                const std::string& downgrade) const;

    /// With `--scripts`, `--url` and, unless it is given, `--objects` of this place.
    Result run(std::vector<std::string> arguments, retort::CommandLine command_line = {}) const;

private:
    std::string path_;
};

/// Runs the command line as it stands.
Result run(const std::vector<std::string>& arguments, retort::CommandLine command_line = {});

/// What the command prints with `--json`.
nlohmann::json document(const Place& place, std::vector<std::string> words, int status = 0);

/// Sets a variable, or unsets it, until the end of the scope.
class Variable {
public:
    Variable(const char* name, const char* value);
    ~Variable();
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

private:
    std::string name_;
    std::string before_;
    bool was_set_;
};

/// Works in a folder until the end of the scope.
class WorkingIn {
public:
    explicit WorkingIn(const std::string& folder);
    ~WorkingIn();
    WorkingIn(const WorkingIn&) = delete;
    WorkingIn& operator=(const WorkingIn&) = delete;

private:
    std::string before_;
};

}  // namespace retort_test
