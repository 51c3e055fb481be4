#include "cli/context.hpp"

#include "errors/cli.hpp"

#include <unistd.h>

#include <boost/filesystem/operations.hpp>

#include <cstdlib>
#include <iostream>
#include <utility>

namespace retort::cli {
namespace {

GivenSettings defaults(const CommandLine& command_line) {
    if (command_line.url.empty()) {
        return {};
    }
    return {{"url", {command_line.url, "The program's default URL", ""}}};
}

Detail detail(const GlobalFlags& flags) {
    return flags.quiet ? Detail::quiet : flags.verbose ? Detail::verbose : Detail::usual;
}

}  // namespace

Context::Context(const CommandLine& command_line, GlobalFlags flags)
    : command_line_(command_line),
      flags_(std::move(flags)),
      out_(command_line.out == nullptr ? std::cout : *command_line.out),
      err_(command_line.err == nullptr ? std::cerr : *command_line.err),
      out_terminal_(
          terminal_of(command_line.out == nullptr ? STDOUT_FILENO : -1, flags_.no_colour)),
      err_terminal_(
          terminal_of(command_line.err == nullptr ? STDERR_FILENO : -1, flags_.no_colour)) {}

const Settings& Context::settings() {
    if (!settings_) {
        settings_ = settle({flags_.settings,
                            from_environment([](const char* name) { return std::getenv(name); }),
                            from_config(flags_.config), defaults(command_line_)});
    }
    return *settings_;
}

const Url& Context::url() {
    if (!settings().url) {
        throw errors::no_url(program());
    }
    return *settings().url;
}

Dialect Context::dialect() {
    return settings().url ? settings().url->dialect : Dialect::sqlite;
}

std::vector<Source> Context::sources(AbsentFolder absent) {
    std::vector<Source> sources = command_line_.sources;
    boost::system::error_code ignored;
    const bool exists = boost::filesystem::exists(settings().scripts, ignored);
    const bool compiled_in = !sources.empty() && !settings().scripts_chosen;
    if (exists) {
        sources.emplace_back(ScriptFolder(settings().scripts));
    } else if (!compiled_in && absent == AbsentFolder::fails) {
        throw errors::scripts_missing(settings().scripts, program());
    }
    return sources;
}

Revisions Context::revisions(AbsentFolder absent) {
    return Revisions(sources(absent));
}

Objects Context::objects() {
    std::vector<ObjectSource> sources = command_line_.objects;
    boost::system::error_code ignored;
    if (boost::filesystem::exists(settings().objects, ignored)) {
        sources.emplace_back(ObjectFolder(settings().objects));
    }
    return sources.empty() ? Objects() : Objects(sources);
}

void Context::result(const json::Document& document, const std::function<void()>& write_text) {
    if (flags_.json) {
        json::write(out_, document);
    } else {
        write_text();
    }
}

void Context::note(const std::string& sentence) {
    if (!flags_.quiet) {
        err_ << sentence << '\n' << std::flush;
    }
}

Connection::Connection(Context& context, Opening opening)
    : progress_(context.err(), context.err_terminal(), detail(context.flags())),
      revisions_(context.revisions()),
      objects_(context.objects()),
      database_(context.url(), opening, context.program(), patience(context.settings().options)),
      migrator_(database_.session(), revisions_, objects_,
                with_observer(context.settings().options, opening)) {}

Options Connection::with_observer(Options options, Opening opening) {
    if (opening != Opening::in_memory) {
        options.observer = &progress_;
    }
    return options;
}

dialect::Patience Connection::patience(const Options& options) {
    const auto told = [this, limit = options.lock_timeout](std::chrono::milliseconds waited,
                                                           const std::string& reason) {
        progress_.on_refusal(waited, limit, reason);
    };
    return {options.lock_timeout, options.cancel, told};
}

}  // namespace retort::cli
