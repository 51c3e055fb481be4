#pragma once

#include <retort/migrator.hpp>

#include "cli/url.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace retort::cli {

/// One setting, and the three places that may give it.
struct SettingName {
    const char* key;
    const char* flag;
    const char* variable;  ///< null: no environment variable
    const char* type;      ///< what its value is, in the help
    const char* help;
};
const std::vector<SettingName>& setting_names();

/// What one place gives.
struct Given {
    std::string value;
    std::string origin;  ///< its name in errors
    std::string
        folder;  ///< what relative paths in it are relative to; empty: the working directory
};
using GivenSettings = std::map<std::string, Given>;  ///< by key

struct Settings {
    std::optional<Url> url;
    std::string scripts = "migrations";
    std::string objects = "views";
    bool scripts_chosen = false;  ///< by someone, not by default
    Options options;
};

using Environment = std::function<const char*(const char*)>;

GivenSettings from_environment(const Environment& environment);

/// @throws UsageError (kind `configuration`), Error (kind `io`)
GivenSettings from_file(const std::string& path);

/// `retort.toml` if there is one, or the file that `--config` names, which must exist.
GivenSettings from_config(const std::optional<std::string>& named);

/// Earlier layers win. @throws UsageError (kind `configuration`)
Settings settle(const std::vector<GivenSettings>& layers);

}  // namespace retort::cli
