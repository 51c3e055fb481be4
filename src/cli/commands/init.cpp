#include "cli/commands/arguments.hpp"
#include "cli/commands/command.hpp"
#include "errors/cli.hpp"

#include <boost/filesystem.hpp>

#include <memory>

namespace retort::cli {
namespace {

namespace fs = boost::filesystem;

constexpr const char* template_text =
    R"(# Retort reads this file in the working directory, or where --config says.
# A flag beats an environment variable, which beats this file. Relative paths are relative to it.

# The database: sqlite:///relative.db, sqlite:////absolute/path.db
# Also --url or RETORT_URL.
# url = "sqlite:///app.db"

# The folder of the revision scripts.
{scripts}

# The folder of the object files: views and routines. It may be absent.
{objects}

# The table that records the heads; the other state tables are named after it.
# Set it to "alembic_version" to take over a database from Alembic.
# version_table = "retort_version"

# The schema of that table. Without it: the current one.
# version_schema = "main"

# "per_revision" commits each revision with its record, "single" the whole run.
# transaction = "per_revision"

# What to do with a database ahead of these scripts: "fail", or "allow" and go on.
# unknown = "fail"

# How many seconds to wait for another run.
# lock_timeout = 60

# PostgreSQL: how many seconds a statement may queue for a lock, which keeps all behind it waiting,
# before it lets them pass and tries again, for as long as lock_timeout. 0: as the server is set.
# statement_lock_timeout = 0
)";

/// The setting as a line of the file: a comment where it is the default.
std::string line_for(const std::string& key, const std::string& value, bool is_default) {
    return (is_default ? "# " : "") + key + " = \"" + value + "\"";
}

void replace(std::string& text, const std::string& mark, const std::string& with) {
    text.replace(text.find(mark), mark.size(), with);
}

void make_folder(const fs::path& folder) {
    boost::system::error_code failure;
    fs::create_directories(folder, failure);
    if (failure) {
        throw errors::cannot_make_folder(folder.string(), failure.message());
    }
}

void write_config(const fs::path& path, const Settings& settings) {
    const Settings defaults;
    std::string text = template_text;
    replace(text, "{scripts}",
            line_for("scripts", settings.scripts, settings.scripts == defaults.scripts));
    replace(text, "{objects}",
            line_for("objects", settings.objects, settings.objects == defaults.objects));
    fs::ofstream file(path);
    if (!(file << text).flush()) {
        throw errors::cannot_write(path.string());
    }
}

fs::path within(const fs::path& root, const fs::path& path) {
    return path.is_absolute() ? path : root / path;
}

int init(Context& context, const std::string& folder) {
    const fs::path root(folder);
    const fs::path config = root / "retort.toml";
    if (fs::exists(config)) {
        throw errors::already_initialised(config.string());
    }
    const Settings settings = settle({context.flags().settings});
    const fs::path scripts = within(root, settings.scripts);
    const fs::path objects = within(root, settings.objects);
    make_folder(scripts);
    make_folder(objects);
    write_config(config, settings);
    context.result(
        {{"config", config.string()}, {"scripts", scripts.string()}, {"objects", objects.string()}},
        [&] { context.out() << config.string() << '\n'; });
    context.note("Next: `" + context.program() + " revision -m \"what it does\"` writes a script.");
    return done;
}

}  // namespace

Run declare_init(CLI::App& app) {
    const auto folder = std::make_shared<std::string>();
    app.add_option("DIR", *folder, "Where to make them [the working directory]");
    when_parsed(app, [&app, folder] {
        if (is_url(*folder)) {
            throw errors::url_as_folder(usage_of(app), *folder);
        }
    });
    return [folder](Context& context) { return init(context, *folder); };
}

}  // namespace retort::cli
