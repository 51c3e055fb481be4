#include <retort/command_line.hpp>

#include <string>
#include <vector>

int main(int argc, char** argv) {
    return retort::run_command_line(std::vector<std::string>(argv + 1, argv + argc));
}
