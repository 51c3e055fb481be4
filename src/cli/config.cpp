#include "cli/config.hpp"

#include "errors/cli.hpp"

#include <CLI/CLI.hpp>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <charconv>

namespace retort::cli {
namespace {

namespace fs = boost::filesystem;

std::vector<std::string> keys() {
    std::vector<std::string> keys;
    for (const SettingName& name : setting_names()) {
        keys.emplace_back(name.key);
    }
    return keys;
}

std::vector<CLI::ConfigItem> read_toml(const std::string& path) {
    boost::system::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) {
        throw errors::config_unreadable(path);
    }
    try {
        return CLI::ConfigTOML().from_file(path);
    } catch (const CLI::Error&) {
        throw errors::config_unreadable(path);
    }
}

void check_item(const std::string& path, const CLI::ConfigItem& item, const GivenSettings& so_far) {
    if (!item.parents.empty()) {
        throw errors::config_section(path, item.parents.front());
    }
    const std::vector<std::string> known = keys();
    if (std::find(known.begin(), known.end(), item.name) == known.end()) {
        throw errors::unknown_key(path, item.name, known);
    }
    const bool one = item.inputs.size() == 1 && so_far.count(item.name) == 0;
    // The parser takes a `#` within quotes for a comment, and leaves the opening quote.
    if (!one || item.inputs[0].empty() || item.inputs[0].find_first_of("\"'") == 0) {
        throw errors::not_one_value(path, item.name);
    }
}

std::string folder_in(const Given& given) {
    if (is_url(given.value)) {
        throw errors::bad_value(given.origin, given.value, "a folder");
    }
    const fs::path path(given.value);
    if (given.folder.empty() || path.is_absolute()) {
        return given.value;
    }
    return (fs::path(given.folder) / path).string();
}

template <typename Value>
Value chosen(const Given& given, const std::vector<std::pair<std::string, Value>>& choices,
             const std::string& expected) {
    for (const auto& [name, value] : choices) {
        if (given.value == name) {
            return value;
        }
    }
    throw errors::bad_value(given.origin, given.value, expected);
}

std::chrono::milliseconds seconds_of(const Given& given) {
    double value = 0;
    const char* end = given.value.data() + given.value.size();
    const auto read = std::from_chars(given.value.data(), end, value, std::chars_format::fixed);
    if (read.ec != std::errc() || read.ptr != end || !(value >= 0 && value <= 1e6)) {
        throw errors::bad_value(given.origin, given.value, "a number of seconds from 0 to 1000000");
    }
    return std::chrono::milliseconds(static_cast<long long>(value * 1000));
}

void apply(Settings& settings, const std::string& key, const Given& given) {
    if (key == "url") {
        settings.url = parse_url(given.value, given.origin, given.folder);
    } else if (key == "scripts") {
        settings.scripts = folder_in(given);
        settings.scripts_chosen = true;
    } else if (key == "objects") {
        settings.objects = folder_in(given);
    } else if (key == "version_table") {
        settings.options.version_table = given.value;
    } else if (key == "version_schema") {
        settings.options.version_schema = given.value;
    } else if (key == "transaction") {
        settings.options.transaction = chosen<TransactionMode>(
            given,
            {{"per_revision", TransactionMode::per_revision}, {"single", TransactionMode::single}},
            "`per_revision` or `single`");
    } else if (key == "unknown") {
        settings.options.unknown = chosen<UnknownPolicy>(
            given, {{"fail", UnknownPolicy::fail}, {"allow", UnknownPolicy::allow}},
            "`fail` or `allow`");
    } else if (key == "statement_lock_timeout") {
        settings.options.statement_lock_timeout = seconds_of(given);
    } else {
        settings.options.lock_timeout = seconds_of(given);
    }
}

}  // namespace

const std::vector<SettingName>& setting_names() {
    static const std::vector<SettingName> names{
        {"url", "--url", "RETORT_URL", "URL", "The database, as sqlite:///app.db"},
        {"scripts", "--scripts", "RETORT_SCRIPTS", "DIR",
         "Folder of the revision scripts [migrations]"},
        {"objects", "--objects", "RETORT_OBJECTS", "DIR", "Folder of the object files [views]"},
        {"version_table", "--version-table", "RETORT_VERSION_TABLE", "NAME",
         "Table that records the heads [retort_version]"},
        {"version_schema", "--version-schema", nullptr, "NAME",
         "Schema of that table [the current one]"},
        {"transaction", "--transaction", nullptr, "MODE", "per_revision or single [per_revision]"},
        {"unknown", "--unknown", nullptr, "POLICY",
         "fail or allow: a database ahead of the scripts [fail]"},
        {"lock_timeout", "--lock-timeout", nullptr, "SECONDS",
         "How long to wait for another run [60]"},
        {"statement_lock_timeout", "--statement-lock-timeout", nullptr, "SECONDS",
         "PostgreSQL: how long a statement may queue for a lock before it lets others pass and "
         "tries again [0: as the server is set]"},
    };
    return names;
}

GivenSettings from_environment(const Environment& environment) {
    GivenSettings given;
    for (const SettingName& name : setting_names()) {
        const char* value = name.variable == nullptr ? nullptr : environment(name.variable);
        if (value != nullptr && *value != '\0') {
            given[name.key] = {value, name.variable, ""};
        }
    }
    return given;
}

GivenSettings from_file(const std::string& path) {
    GivenSettings given;
    const std::string folder = fs::path(path).parent_path().string();
    for (const CLI::ConfigItem& item : read_toml(path)) {
        check_item(path, item, given);
        given[item.name] = {item.inputs[0], "`" + item.name + "` in '" + path + "'", folder};
    }
    return given;
}

GivenSettings from_config(const std::optional<std::string>& named) {
    boost::system::error_code ignored;
    const std::string path = named.value_or("retort.toml");
    if (fs::exists(path, ignored)) {
        return from_file(path);
    }
    if (named) {
        throw errors::config_missing(path);
    }
    return {};
}

Settings settle(const std::vector<GivenSettings>& layers) {
    GivenSettings all;
    for (const GivenSettings& layer : layers) {
        all.insert(layer.begin(), layer.end());
    }
    Settings settings;
    for (const auto& [key, given] : all) {
        apply(settings, key, given);
    }
    return settings;
}

}  // namespace retort::cli
