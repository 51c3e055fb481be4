#include "migration.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <stdexcept>

using namespace retort;
using nlohmann::json;

namespace retort_test {
namespace {

constexpr const char* standing = "stands";

void write_line(int descriptor, const std::string& text) {
    const std::string line = text + "\n";
    if (write(descriptor, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
        _exit(3);
    }
}

class Stopping : public Observer {
public:
    Stopping(int out, int in) : out_(out), in_(in) {}

    bool wants_statements() const override { return true; }
    void on_statement(const Statement&) override {
        write_line(out_, standing);
        char byte = 0;
        if (read(in_, &byte, 1) != 1) {
            _exit(3);
        }
    }

private:
    int out_;
    int in_;
};

json migrate(const Place& place, const Program& program, Direction direction, Observer* observer) {
    try {
        const auto session = open_session(place);
        Options options;
        options.observer = observer;
        Migrator migrator(*session, program.revisions, program.objects, options);
        const Plan plan =
            direction == Direction::upgrade ? migrator.upgrade() : migrator.downgrade("base");
        json applied = json::array();
        for (const Step& step : plan.steps) {
            applied.push_back(step.revision);
        }
        return {{"failed", false}, {"kind", ""}, {"what", ""}, {"applied", applied}};
    } catch (const Error& error) {
        return {{"failed", true},
                {"kind", std::string(to_string(error.kind()))},
                {"what", error.what()},
                {"applied", error.facts().applied}};
    } catch (const std::exception& error) {
        return {
            {"failed", true}, {"kind", "?"}, {"what", error.what()}, {"applied", json::array()}};
    }
}

}  // namespace

Migration::Migration(const Place& place, const Revisions& revisions, Direction direction,
                     Stops stops) {
    start([&](int out, int in) {
        Stopping stopping(out, in);
        Observer* observer = stops == Stops::nowhere ? nullptr : &stopping;
        return migrate(place, {revisions, {}}, direction, observer)
            .dump(-1, ' ', false, json::error_handler_t::replace);
    });
}

Migration::Migration(const Place& place, const Program& program) {
    start([&](int, int) {
        return migrate(place, program, Direction::upgrade, nullptr)
            .dump(-1, ' ', false, json::error_handler_t::replace);
    });
}

Migration::Migration(const Place& place) {
    start([&](int, int) {
        open_session(place);
        return std::string();
    });
}

void Migration::start(const std::function<std::string(int out, int in)>& body) {
    int up[2];
    int down[2];
    if (pipe2(up, O_CLOEXEC) != 0 || pipe2(down, O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    process_ = fork();
    if (process_ == 0) {
        close(up[0]);
        close(down[1]);
        write_line(up[1], body(up[1], down[0]));
        _exit(0);
    }
    close(up[1]);
    close(down[0]);
    told_ = up[0];
    telling_ = down[1];
}

Migration::~Migration() {
    if (!reaped_) {
        ::kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
    }
    close(told_);
    close(telling_);
}

std::string Migration::read_line() {
    std::string line;
    char byte = 0;
    while (read(told_, &byte, 1) == 1 && byte != '\n') {
        line += byte;
    }
    return line;
}

bool Migration::stands() {
    if (over_) {
        return false;
    }
    last_ = read_line();
    over_ = last_ != standing;
    return !over_;
}

void Migration::go_on() {
    if (write(telling_, "g", 1) != 1) {
        throw std::runtime_error("the migration cannot be told to go on");
    }
}

void Migration::kill() {
    ::kill(process_, SIGKILL);
}

bool Migration::is_quiet(int milliseconds) const {
    pollfd entry{told_, POLLIN, 0};
    return poll(&entry, 1, milliseconds) == 0;
}

Ending Migration::ending() {
    while (stands()) {
        go_on();
    }
    int status = 0;
    waitpid(process_, &status, 0);
    reaped_ = true;
    Ending ending;
    ending.killed = WIFSIGNALED(status);
    if (ending.killed || last_.empty()) {
        ending.failed = !ending.killed;
        return ending;
    }
    const json told = json::parse(last_);
    ending.failed = told.at("failed");
    ending.kind = told.at("kind");
    ending.what = told.at("what");
    ending.applied = told.at("applied").get<std::vector<std::string>>();
    return ending;
}

}  // namespace retort_test
