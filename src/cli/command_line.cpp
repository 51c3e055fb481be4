#include <retort/command_line.hpp>

#include "cli/parser.hpp"
#include "errors/cli.hpp"
#include "errors/passwords.hpp"

#include <algorithm>
#include <iostream>

namespace retort {
namespace {

using namespace cli;

constexpr int failed = 1;
constexpr int wrong_usage = 2;

/// A URL in the wrong place is echoed by whoever refuses it: its password is not to be seen.
Error presentable(const Error& error) {
    ErrorFacts facts = error.facts();
    for (std::string* text : {&facts.revision, &facts.file, &facts.statement}) {
        *text = errors::without_passwords(*text);
    }
    return Error(error.kind(), errors::without_passwords(error.what()), facts);
}

void report(Context& context, const Error& raw) {
    const Error error = presentable(raw);
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

/// Flags that were not parsed, because something else could not be.
GlobalFlags flags_among(const std::vector<std::string>& arguments) {
    const auto given = [&](const char* flag) {
        return std::find(arguments.begin(), arguments.end(), flag) != arguments.end();
    };
    GlobalFlags flags;
    flags.json = given("--json");
    flags.no_colour = given("--no-color");
    return flags;
}

int parse_and_run(const std::vector<std::string>& arguments, const CommandLine& command_line) {
    Parser parser(command_line.program);
    Run command;
    try {
        command = parser.parse(arguments);
    } catch (const CLI::Success& asked) {
        (command_line.out == nullptr ? std::cout : *command_line.out)
            << parser.text(asked) << std::flush;
        return done;
    } catch (const UsageError& error) {
        Context context(command_line, flags_among(arguments));
        report(context, error);
        return wrong_usage;
    }
    Context context(command_line, parser.flags());
    return run(context, command);
}

}  // namespace

int run_command_line(const std::vector<std::string>& arguments, const CommandLine& command_line) {
    try {
        return parse_and_run(arguments, command_line);
    } catch (...) {
        return failed;  // a stream of the caller's threw, or there is no memory left
    }
}

}  // namespace retort
