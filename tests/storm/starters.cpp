#include "starters.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

namespace retort_test {
namespace {

pid_t start(const std::vector<std::string>& line, int gate) {
    std::vector<char*> arguments;
    for (const std::string& argument : line) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    const pid_t child = fork();
    if (child == 0) {
        dup2(gate, STDIN_FILENO);
        execv(arguments.front(), arguments.data());
        _exit(127);
    }
    return child;
}

}  // namespace

int run_at_once(const std::vector<std::string>& line, int count) {
    return run_at_once(
        std::vector<std::vector<std::string>>(static_cast<std::size_t>(count), line));
}

int run_at_once(const std::vector<std::vector<std::string>>& lines) {
    int gate[2];
    if (pipe2(gate, O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    std::vector<pid_t> children;
    for (const auto& line : lines) {
        children.push_back(start(line, gate[0]));
    }
    close(gate[0]);
    close(gate[1]);
    int failed = 0;
    for (const pid_t child : children) {
        int status = 0;
        const bool ended = waitpid(child, &status, 0) == child;
        failed += ended && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : 1;
    }
    return failed;
}

}  // namespace retort_test
