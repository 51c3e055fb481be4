#include "cli/parser.hpp"

#include <retort/version.hpp>

#include "cli/commands/arguments.hpp"
#include "errors/cli.hpp"

#include <algorithm>

namespace retort::cli {
namespace {

void add_long_names(const CLI::App& app, std::vector<std::string>& names) {
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
    }
}

std::vector<std::string> command_names() {
    std::vector<std::string> names;
    for (const Command& command : commands()) {
        names.emplace_back(command.name);
    }
    return names;
}

}  // namespace

Parser::Parser(const std::string& program)
    : app_("Moves a database along the graph of its schema's revisions.", program) {
    app_.set_help_flag("-h,--help", "Show this help");
    app_.set_version_flag("--version", std::string("retort ") + version(),
                          "Show the version of Retort");
    app_.get_formatter()->label("SUBCOMMAND", "COMMAND");
    app_.get_formatter()->label("TEXT", "");
    app_.get_formatter()->column_width(28);
    app_.fallthrough()->allow_extras()->require_subcommand(0, 1);
    declare_flags();
    declare_commands();
}

void Parser::declare_flags() {
    app_.add_flag("--json", flags_.json, "One JSON document on standard output");
    app_.add_flag("-q,--quiet", flags_.quiet, "No progress and no notes");
    app_.add_flag("-v,--verbose", flags_.verbose, "More of everything");
    app_.add_flag("--no-color", flags_.no_colour, "No colour on a terminal; also NO_COLOR");
    app_.add_option("--config", flags_.config, "The configuration file [retort.toml]")
        ->type_name("FILE");
    for (const SettingName& name : setting_names()) {
        const auto keep = [this, &name](const std::string& value) {
            flags_.settings[name.key] = {value, std::string("`") + name.flag + "`", ""};
        };
        app_.add_option_function<std::string>(name.flag, keep, name.help)->type_name(name.type);
    }
}

void Parser::declare_commands() {
    for (const Command& command : commands()) {
        CLI::App* app = app_.add_subcommand(command.name, command.summary);
        app->allow_extras()->fallthrough()->group("Commands");
        app->footer("The options that `" + app_.get_name() + " --help` lists may be given too.\n");
        runs_[app] = command.declare(*app);
    }
}

Run Parser::parse(const std::vector<std::string>& arguments) {
    try {
        app_.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::Success&) {
        throw;
    } catch (const CLI::Error& error) {
        throw errors::wrong_arguments(usage(), error.what());
    }
    check_words();
    return runs_.at(app_.get_subcommands().front());
}

void Parser::check_words() const {
    std::vector<std::string> extra = app_.remaining(true);
    extra.erase(std::remove(extra.begin(), extra.end(), "--"), extra.end());
    const bool chosen = !app_.get_subcommands().empty();
    if (!chosen && extra.empty()) {
        throw errors::no_command(app_.get_name());
    }
    if (extra.empty()) {
        return;
    }
    if (!chosen && extra.front().find('-') != 0) {
        throw errors::unknown_command(app_.get_name(), extra.front(), command_names());
    }
    const std::vector<std::string> takers = commands_with(extra.front());
    const auto takes_it = [&](const CLI::App* command) {
        return std::find(takers.begin(), takers.end(), command->get_name()) != takers.end();
    };
    if (!takers.empty() && (!chosen || takes_it(app_.get_subcommands().front()))) {
        throw errors::misplaced_option(usage(), extra.front(), takers);
    }
    throw errors::unknown_argument(usage(), extra.front(), option_names());
}

std::vector<std::string> Parser::commands_with(const std::string& option) const {
    std::vector<std::string> names;
    for (const CLI::App* command : app_.get_subcommands(nullptr)) {
        if (option.find('-') == 0 && command->get_option_no_throw(option) != nullptr) {
            names.push_back(command->get_name());
        }
    }
    return names;
}

std::string Parser::text(const CLI::Success& asked) const {
    const bool version = dynamic_cast<const CLI::CallForVersion*>(&asked) != nullptr;
    return version ? std::string(asked.what()) + "\n" : app_.help();
}

std::string Parser::usage() const {
    const auto chosen = app_.get_subcommands();
    return chosen.empty() ? app_.get_name() : usage_of(*chosen.front());
}

std::vector<std::string> Parser::option_names() const {
    std::vector<std::string> names;
    add_long_names(app_, names);
    for (const CLI::App* chosen : app_.get_subcommands()) {
        add_long_names(*chosen, names);
    }
    return names;
}

}  // namespace retort::cli
