#include "starter.hpp"

#include "storm/counting_chain.hpp"
#include "storm/database.hpp"

#include <retort/migrator.hpp>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <utility>
#include <vector>

namespace retort_test {
namespace {

/// Stands still in the third revision, or behind it.
class Standstill : public retort::Observer {
public:
    Standstill(Starter::Stops stops, int tells, int told)
        : stops_(stops), tells_(tells), told_(told) {}

    void on_statement(const Statement& statement) override {
        if (stops_ == Starter::Stops::inside && statement.revision == "rev002" &&
            statement.number == 2) {
            stand();
        }
    }
    void on_step_end(const StepPosition& position, std::chrono::milliseconds) override {
        if (stops_ == Starter::Stops::between && position.number == 3) {
            stand();
        }
    }

private:
    void stand() const {
        char byte = 's';
        if (write(tells_, &byte, 1) != 1 || read(told_, &byte, 1) != 1) {
            _exit(1);
        }
    }

    Starter::Stops stops_;
    int tells_;
    int told_;
};

std::string upgrade(const Server& database, Standstill& standstill) {
    try {
        const auto session = open_session(place_of(database));
        retort::Options options;
        options.observer = &standstill;
        retort::Migrator(*session, starters_chain(), options).upgrade();
        return {};
    } catch (const std::exception& error) {
        return error.what();
    }
}

}  // namespace

retort::Revisions starters_chain() {
    auto scripts = counting_scripts(Starter::revisions);
    scripts[2].text += "UPDATE ran SET revision = revision;\n";
    std::vector<retort::Source> sources;
    for (retort::ScriptText& script : scripts) {
        sources.emplace_back(std::move(script));
    }
    return retort::Revisions(sources);
}

Starter::Starter(const Server& database, Stops stops) {
    int up[2];
    int down[2];
    if (pipe2(up, O_CLOEXEC) != 0 || pipe2(down, O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    process_ = fork();
    if (process_ == 0) {
        close(up[0]);
        close(down[1]);
        Standstill standstill(stops, up[1], down[0]);
        const std::string error = upgrade(database, standstill);
        _exit(write(up[1], error.data(), error.size()) < 0 ? 1 : 0);
    }
    close(up[1]);
    close(down[0]);
    told_ = up[0];
    tells_ = down[1];
    char byte = 0;
    if (read(told_, &byte, 1) != 1) {
        throw std::runtime_error("the starter ended before it stood still");
    }
}

void Starter::kill() {
    if (process_ != 0) {
        ::kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
        close(told_);
        close(tells_);
        process_ = 0;
    }
}

std::string Starter::ending() {
    std::string text;
    char bytes[1000];
    if (write(tells_, "g", 1) == 1) {
        for (ssize_t size = 1; size > 0;) {
            size = read(told_, bytes, sizeof bytes);
            text.append(bytes, size > 0 ? static_cast<std::size_t>(size) : 0U);
        }
    }
    kill();
    return text;
}

}  // namespace retort_test
