#include <retort/backup.hpp>

#include "cli/commands/command.hpp"
#include "cli/place.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace retort::cli {
namespace {

struct Restoring {
    std::string folder;
    bool replace = false;
};

void write(Context& context, const Backup& backup) {
    for (const TableRows& table : backup.tables) {
        context.out() << fmt::format("{:>12}  {}\n", table.rows, table.table);
    }
}

/// `12 tables at 86bdb75bc293`
std::string what_is_in(const Backup& backup) {
    const std::size_t count = backup.tables.size();
    return fmt::format(
        "{} table{} at {}", count, count == 1 ? "" : "s",
        backup.heads.empty() ? "no revision" : fmt::format("{}", fmt::join(backup.heads, ", ")));
}

int back_up(Context& context, const std::string& folder) {
    const Options& options = context.settings().options;
    Database database(context.url(), Opening::existing, context.program(),
                      {options.lock_timeout, nullptr, {}, {}});
    const Backup backup = retort::back_up(database.session(), folder, options);
    context.result(json::backup(backup), [&] { write(context, backup); });
    context.note(fmt::format("{} {} in {}.", what_is_in(backup),
                             backup.tables.size() == 1 ? "is" : "are", folder));
    return done;
}

int restore(Context& context, const Restoring& asked) {
    RestoreOptions options;
    options.replace = asked.replace;
    options.lock_timeout = context.settings().options.lock_timeout;
    const Backup backup =
        retort::restore(asked.folder, place_of(context, Opening::may_create), options);
    context.result(json::backup(backup), [&] { write(context, backup); });
    context.note(fmt::format("{} of {}, as of {}, {} back, counted again.", what_is_in(backup),
                             asked.folder, backup.at, backup.tables.size() == 1 ? "is" : "are"));
    return done;
}

}  // namespace

Run declare_backup(CLI::App& app) {
    const auto folder = std::make_shared<std::string>();
    app.add_option("DIR", *folder, "A new folder")->required()->type_name("");
    return [folder](Context& context) { return back_up(context, *folder); };
}

Run declare_restore(CLI::App& app) {
    const auto asked = std::make_shared<Restoring>();
    app.add_option("DIR", asked->folder, "The folder that backup wrote")->required()->type_name("");
    app.add_flag("--replace", asked->replace,
                 "Give up a database that is not empty for what is in the backup");
    return [asked](Context& context) { return restore(context, *asked); };
}

}  // namespace retort::cli
