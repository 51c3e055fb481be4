// An application that offers the commands as its own.
#include <retort/command_line.hpp>

#include <iostream>
#include <sstream>

int main() {
    std::ostringstream out;
    retort::CommandLine command_line;
    command_line.program = "app migrate";
    command_line.out = &out;
    const int status = retort::run_command_line({"--version"}, command_line);
    std::cout << out.str();
    return status;
}
