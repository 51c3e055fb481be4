#include <retort/command_line.hpp>
#include <retort/version.hpp>

#include "cli/commands/arguments.hpp"
#include "cli/commands/command.hpp"
#include "errors/cli.hpp"

#include <algorithm>
#include <iostream>
#include <map>

namespace retort {
namespace {

using namespace cli;

constexpr int failed = 1;
constexpr int wrong_usage = 2;

/// The parser with everything that it fills.
class Parser {
public:
    explicit Parser(const CommandLine& command_line)
        : app_("Moves a database along a graph of revisions.", command_line.program) {
        app_.set_help_flag("-h,--help", "Show this help");
        app_.set_version_flag("--version", std::string("retort ") + version(),
                              "Show the version of Retort");
        declare_settings();
        app_.fallthrough()->allow_extras()->require_subcommand(0, 1);
        for (const Command& command : commands()) {
            CLI::App* sub = app_.add_subcommand(command.name, command.summary);
            sub->allow_extras()->fallthrough();
            sub->footer("The options of `" + command_line.program + " --help` may be given too.");
            runs_[sub] = command.declare(*sub);
        }
    }

    /// @throws CLI::Error for help, version and what CLI11 finds wrong; UsageError
    Run parse(const std::vector<std::string>& arguments) {
        app_.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
        const auto chosen = app_.get_subcommands();
        const std::vector<std::string> extra = app_.remaining(true);
        if (chosen.empty()) {
            throw extra.empty() ? errors::no_command(app_.get_name()) : unknown(extra);
        }
        if (!extra.empty()) {
            throw errors::unknown_argument(usage(), extra.front(), option_names(*chosen.front()));
        }
        return runs_.at(chosen.front());
    }

    GlobalFlags& flags() { return flags_; }
    std::string help() const { return app_.help(); }
    std::string usage() const {
        const auto chosen = app_.get_subcommands();
        return chosen.empty() ? app_.get_name() : usage_of(*chosen.front());
    }

private:
    void declare_settings() {
        app_.add_flag("--json", flags_.json, "One JSON document on standard output");
        app_.add_flag("-q,--quiet", flags_.quiet, "No progress and no notes");
        app_.add_flag("-v,--verbose", flags_.verbose, "More of everything");
        app_.add_flag("--no-color", flags_.no_colour, "No colour on a terminal");
        app_.add_option("--config", flags_.config, "The configuration file [retort.toml]");
        for (const SettingName& name : setting_names()) {
            const auto keep = [this, &name](const std::string& value) {
                flags_.settings[name.key] = {value, std::string("`") + name.flag + "`", ""};
            };
            app_.add_option_function<std::string>(name.flag, keep, name.help);
        }
    }

    UsageError unknown(const std::vector<std::string>& extra) const {
        const auto word = std::find_if(extra.begin(), extra.end(), [](const std::string& text) {
            return text.empty() || text.front() != '-';
        });
        if (word == extra.end()) {
            return errors::unknown_argument(usage(), extra.front(), option_names(app_));
        }
        std::vector<std::string> names;
        for (const Command& command : commands()) {
            names.emplace_back(command.name);
        }
        return errors::unknown_command(app_.get_name(), *word, names);
    }

    std::vector<std::string> option_names(const CLI::App& app) const {
        std::vector<std::string> names;
        for (const CLI::App* level : {&app, static_cast<const CLI::App*>(&app_)}) {
            for (const CLI::Option* option : level->get_options()) {
                for (const std::string& name : option->get_lnames()) {
                    names.push_back("--" + name);
                }
            }
        }
        return names;
    }

    GlobalFlags flags_;
    CLI::App app_;
    std::map<const CLI::App*, Run> runs_;
};

void report(Context& context, const Error& error) {
    if (context.flags().json) {
        json::write(context.out(), json::error(error));
    }
    context.err() << painted(context.err_terminal(), Colour::red, "error:") << ' ' << error.what()
                  << std::endl;
}

int run(Context& context, const Run& command) {
    try {
        const int status = command(context);
        if (!context.out().flush()) {
            throw errors::cannot_write_output();
        }
        return status;
    } catch (const Error& error) {
        report(context, error);
        return error.kind() == ErrorKind::configuration ? wrong_usage : failed;
    } catch (const std::exception& error) {
        report(context, Error(ErrorKind::io, error.what()));
        return failed;
    }
}

int refuse(const CommandLine& command_line, GlobalFlags flags,
           const std::vector<std::string>& arguments, const UsageError& error) {
    flags.json = std::count(arguments.begin(), arguments.end(), "--json") > 0;
    Context context(command_line, std::move(flags));
    report(context, error);
    return wrong_usage;
}

int parse_and_run(const std::vector<std::string>& arguments, const CommandLine& command_line) {
    Parser parser(command_line);
    std::ostream& out = command_line.out == nullptr ? std::cout : *command_line.out;
    Run command;
    try {
        command = parser.parse(arguments);
    } catch (const CLI::CallForHelp&) {
        out << parser.help() << std::flush;
        return done;
    } catch (const CLI::CallForVersion& version) {
        out << version.what() << std::endl;
        return done;
    } catch (const CLI::Error& error) {
        return refuse(command_line, parser.flags(), arguments,
                      errors::wrong_arguments(parser.usage(), error.what()));
    } catch (const UsageError& error) {
        return refuse(command_line, parser.flags(), arguments, error);
    }
    Context context(command_line, parser.flags());
    return run(context, command);
}

}  // namespace

int run_command_line(const std::vector<std::string>& arguments, const CommandLine& command_line) {
    try {
        return parse_and_run(arguments, command_line);
    } catch (...) {
        return failed;  // the caller's own stream threw, or there is no memory left
    }
}

}  // namespace retort
