#include "layering/layering.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>

namespace retort_test {
namespace {

namespace fs = std::filesystem;

struct Include {
    std::string file;  ///< from the root, as src/graph/graph.cpp
    int line;
    std::string target;
};

/// Layers of one rank are siblings, which do not see each other.
const std::map<std::string, int> ranks = {
    {"errors", 0},  {"graph", 1},   {"script", 1},   {"schema", 1}, {"objects", 1},
    {"dialect", 2}, {"runtime", 3}, {"workflow", 4}, {"cli", 5},
};

/// Libraries, and the places that may include them.
struct Library {
    std::string name;
    std::regex headers;
    std::regex allowed;
};
const std::vector<Library> libraries = {
    {"SOCI", std::regex("soci/.*"),
     std::regex("src/(dialect/.*|cli/session\\.cpp|cli/sessions/.*)")},
    {"a database driver",
     std::regex("sqlite3.*\\.h|libpq.*|postgresql/.*|pg_config.*|mysql.*|mariadb.*"),
     std::regex("src/(dialect/.*|cli/session\\.cpp|cli/sessions/.*)")},
    {"Boost", std::regex("boost/.*"), std::regex("src/(script|cli)/.*")},
    {"fmt", std::regex("fmt/.*"), std::regex("src/.*")},
    {"CLI11", std::regex("CLI/.*"), std::regex("src/cli/.*")},
    {"nlohmann-json", std::regex("nlohmann/.*"), std::regex("src/cli/.*")},
    {"a standard stream", std::regex("iostream"), std::regex("src/cli/.*")},
};

std::string first_folder(const std::string& path) {
    const auto slash = path.find('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

/// The layer of a path below src/; nothing for files in src/ itself.
std::optional<std::string> layer_of(const std::string& file) {
    const std::string layer = first_folder(file.substr(4));
    return layer.empty() ? std::nullopt : std::optional(layer);
}

std::vector<Include> includes_of(const fs::path& root, const std::string& file) {
    static const std::regex directive(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"].*)");
    std::vector<Include> includes;
    std::ifstream stream(root / file);
    std::string text;
    for (int line = 1; std::getline(stream, text); ++line) {
        std::smatch match;
        if (std::regex_match(text, match, directive)) {
            includes.push_back({file, line, match[1]});
        }
    }
    return includes;
}

std::vector<std::string> source_files(const fs::path& root) {
    std::vector<std::string> files;
    for (const char* folder : {"include", "src"}) {
        if (!fs::exists(root / folder)) {
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            if (std::regex_match(entry.path().extension().string(), std::regex("\\.[hc]pp|\\.h"))) {
                files.push_back(fs::relative(entry.path(), root).generic_string());
            }
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// Below dialect/, one folder per dialect; what is in dialect/ itself may see them all.
std::string dialect_folder(const std::string& below_src) {
    return below_src.rfind("dialect/", 0) == 0 ? first_folder(below_src.substr(8)) : "";
}

/// The wording of a layer's errors may look at what it words: errors/graph.cpp at graph/.
bool words_it(const Include& include, const std::string& layer) {
    return include.file == "src/errors/" + layer + ".cpp";
}

std::string wrong_layer(const Include& include) {
    const auto layer = layer_of(include.file);
    const std::string target = first_folder(include.target);
    if (layer && ranks.count(*layer) == 0) {
        return "src/" + *layer + "/ is no layer";
    }
    if (include.target.rfind("..", 0) == 0) {
        return "includes " + include.target + ", which should be named from src/";
    }
    if (ranks.count(target) == 0 || target == layer) {
        const std::string from = dialect_folder(include.file.substr(4));
        const std::string to = dialect_folder(include.target);
        const bool siblings = !from.empty() && !to.empty() && from != to;
        return siblings ? "dialect/" + from + " may not include " + include.target : "";
    }
    if (!layer) {
        return "a file of no layer may not include " + include.target;
    }
    const bool allowed = ranks.at(target) < ranks.at(*layer) || words_it(include, target);
    return allowed ? "" : *layer + " may not include " + include.target;
}

std::string wrong_in_public(const Include& include) {
    const bool own = first_folder(include.target) == "retort";
    const bool standard = include.target.find_first_of("/.") == std::string::npos;
    return own || standard ? "" : "a public header may not include " + include.target;
}

std::string wrong_library(const Include& include) {
    for (const auto& library : libraries) {
        if (std::regex_match(include.target, library.headers) &&
            !std::regex_match(include.file, library.allowed)) {
            return library.name + " may not be included here: " + include.target;
        }
    }
    return "";
}

std::string wrong(const Include& include) {
    if (include.file.rfind("include/", 0) == 0) {
        return wrong_in_public(include);
    }
    const std::string layer = wrong_layer(include);
    return layer.empty() ? wrong_library(include) : layer;
}

}  // namespace

std::vector<std::string> layering_violations(const std::string& root) {
    std::vector<std::string> violations;
    for (const auto& file : source_files(root)) {
        for (const auto& include : includes_of(root, file)) {
            const std::string fault = wrong(include);
            if (!fault.empty()) {
                violations.push_back(file + ":" + std::to_string(include.line) + ": " + fault);
            }
        }
    }
    return violations;
}

}  // namespace retort_test
