#include "cli/commands/arguments.hpp"

#include "errors/cli.hpp"
#include "graph/typed.hpp"

#include <algorithm>

namespace retort::cli {
namespace {

/// `-2` or, with another sign, `+2`.
bool is_relative(std::string_view text, char sign) {
    return text.size() > 1 && text.front() == sign &&
           std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string usage_of(const CLI::App& app) {
    return app.get_parent() == nullptr ? app.get_name()
                                       : app.get_parent()->get_name() + " " + app.get_name();
}

void when_parsed(CLI::App& app, std::function<void()> check) {
    app.callback(std::move(check));
}

void exclude(const CLI::App& app, std::initializer_list<std::pair<const char*, bool>> options) {
    const char* first = nullptr;
    for (const auto& [name, given] : options) {
        if (given && first != nullptr) {
            throw errors::options_exclude(usage_of(app), first, name);
        }
        first = given ? name : first;
    }
}

bool is_range(std::string_view target) {
    return target.find(':') != std::string_view::npos;
}

void check_move(const CLI::App& app, Direction direction, std::string_view target) {
    const auto at = target.find('@');
    const std::string_view symbol = at == std::string_view::npos ? target : target.substr(at + 1);
    const bool up = direction == Direction::upgrade;
    if (is_relative(symbol, up ? '-' : '+') || (up && symbol == "base")) {
        throw errors::wrong_way(usage_of(app), direction, target);
    }
    graph::parse_move(direction, target);
}

void check_offline_range(const CLI::App& app, Direction direction, std::string_view range) {
    check_move(app, direction, graph::parse_offline_range(range).upper.text);
}

bool names_current(std::string_view target) {
    constexpr std::string_view word = "current";
    for (auto at = target.find(word); at != std::string_view::npos;
         at = target.find(word, at + 1)) {
        const auto end = at + word.size();
        const bool begins = at == 0 || target[at - 1] == ':' || target[at - 1] == '@';
        const bool ends = end == target.size() ||
                          std::string_view(":+-").find(target[end]) != std::string_view::npos;
        if (begins && ends) {
            return true;
        }
    }
    return false;
}

}  // namespace retort::cli
