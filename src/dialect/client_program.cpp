#include "dialect/client_program.hpp"

#include "errors/client.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace retort::dialect {
namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(int code) {
    throw std::system_error(code, std::generic_category());
}

/// Neither end is inherited by other children.
class Pipe {
public:
    Pipe() {
        if (pipe2(ends_.data(), O_CLOEXEC) != 0) {
            fail(errno);
        }
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        close_end(0);
        close_end(1);
    }

    int reading() const noexcept { return ends_[0]; }
    int writing() const noexcept { return ends_[1]; }
    void close_writing() noexcept { close_end(1); }
    /// What is there. @returns false at the end
    bool read_into(std::string& text) {
        std::array<char, 65536> buffer{};
        const ssize_t length = read(reading(), buffer.data(), buffer.size());
        if (length < 0) {
            if (errno == EINTR) {
                return true;
            }
            fail(errno);
        }
        text.append(buffer.data(), static_cast<std::size_t>(length));
        if (length == 0) {
            close_end(0);
        }
        return length > 0;
    }

private:
    void close_end(std::size_t end) noexcept {
        if (ends_[end] >= 0) {
            close(ends_[end]);
            ends_[end] = -1;
        }
    }

    std::array<int, 2> ends_{-1, -1};
};

class SpawnActions {
public:
    SpawnActions() { posix_spawn_file_actions_init(&actions_); }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
    ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }

    posix_spawn_file_actions_t* get() noexcept { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

std::vector<std::string> environment_of(const ClientProgram& program) {
    std::vector<std::string> result;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        if (program.environment.count(std::string(text.substr(0, text.find('=')))) == 0) {
            result.emplace_back(text);
        }
    }
    for (const auto& [name, value] : program.environment) {
        if (!value.empty()) {
            result.push_back(fmt::format("{}={}", name, value));
        }
    }
    return result;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) {
        pointers.push_back(text.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

/// Killed when nobody has waited for it.
class Child {
public:
    explicit Child(const ClientProgram& program) {
        SpawnActions actions;
        posix_spawn_file_actions_addopen(actions.get(), STDIN_FILENO, program.input.c_str(),
                                         O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(actions.get(), out_.writing(), STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(actions.get(), err_.writing(), STDERR_FILENO);
        std::vector<std::string> words{program.name};
        words.insert(words.end(), program.arguments.begin(), program.arguments.end());
        std::vector<std::string> variables = environment_of(program);
        const int code = posix_spawnp(&id_, program.name.c_str(), actions.get(), nullptr,
                                      pointers_to(words).data(), pointers_to(variables).data());
        if (code != 0) {
            id_ = 0;
            fail(code);
        }
        out_.close_writing();
        err_.close_writing();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (id_ != 0) {
            kill(id_, SIGKILL);
            wait();
        }
    }

    /// Waits a little for it to say something. @returns false when it has said everything
    bool listen() {
        std::array<pollfd, 2> ends{pollfd{out_.reading(), POLLIN, 0},
                                   pollfd{err_.reading(), POLLIN, 0}};
        constexpr int milliseconds = 50;
        if (poll(ends.data(), ends.size(), milliseconds) < 0 && errno != EINTR) {
            fail(errno);
        }
        if (ends[0].revents != 0) {
            out_.read_into(output_);
        }
        if (ends[1].revents != 0) {
            err_.read_into(complaint_);
        }
        return out_.reading() >= 0 || err_.reading() >= 0;
    }
    /// @returns whether it ended well; false where nobody can know, because the process ignores
    /// SIGCHLD
    bool wait() noexcept {
        int status = 0;
        pid_t ended = 0;
        do {
            ended = waitpid(id_, &status, 0);
        } while (ended < 0 && errno == EINTR);
        id_ = 0;
        return ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    std::string take_output() noexcept { return std::move(output_); }
    const std::string& complaint() const noexcept { return complaint_; }

private:
    Pipe out_;
    Pipe err_;
    pid_t id_ = 0;
    std::string output_;
    std::string complaint_;
};

std::string heard_from(const ClientProgram& program, const Patience& patience) {
    const auto limit = patience.limit.count() > 0 ? patience.limit : std::chrono::hours(1);
    const auto end = Clock::now() + limit;
    Child child(program);
    while (child.listen()) {
        patience.check_cancelled();
        if (Clock::now() > end) {
            throw errors::client_took_too_long(program.name, limit);
        }
    }
    if (!child.wait()) {
        throw errors::client_failed(program.name, child.complaint());
    }
    return child.take_output();
}

}  // namespace

std::string output_of(const ClientProgram& program, const Patience& patience) {
    try {
        return heard_from(program, patience);
    } catch (const std::system_error& error) {
        throw errors::no_client(program.name, error.code().message());
    }
}

}  // namespace retort::dialect
