#include "cli/commands/command.hpp"

#include <retort/squash.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace retort::cli {
namespace {

struct AskedUnsquash {
    std::string baseline;
    UnsquashOptions options;
};

int unsquash(Context& context, const AskedUnsquash& asked) {
    const Unsquashed unsquashed =
        retort::unsquash(context.settings().scripts, context.sources(), context.objects(),
                         asked.baseline, asked.options);
    context.result(json::unsquashed(unsquashed), [&] {
        for (const std::string& revision : unsquashed.restored) {
            context.out() << revision << '\n';
        }
    });
    context.note(
        fmt::format("{} scripts are live again, and {} means {}. Databases follow at "
                    "their next upgrade.",
                    unsquashed.restored.size(), unsquashed.baseline, unsquashed.stands_for));
    return done;
}

}  // namespace

Run declare_unsquash(CLI::App& app) {
    const auto asked = std::make_shared<AskedUnsquash>();
    app.add_option("ID", asked->baseline, "The baseline")->required()->type_name("");
    app.add_flag("--keep-objects", asked->options.keep_objects,
                 "Leave the files of lifted objects, edited or not");
    return [asked](Context& context) { return unsquash(context, *asked); };
}

}  // namespace retort::cli
