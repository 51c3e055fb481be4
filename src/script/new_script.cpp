#include <retort/new_script.hpp>

#include "errors/script.hpp"
#include "errors/text.hpp"
#include "script/fresh.hpp"
#include "script/header_text.hpp"
#include "script/new_file.hpp"
#include "script/new_names.hpp"
#include "script/script.hpp"

#include <boost/filesystem.hpp>

namespace retort {
namespace {

namespace fs = boost::filesystem;

void check_names(const Graph& graph, const NewScript& script) {
    script::check_new_names(script);
    script::check_free(graph, script.id);
    for (const std::string& label : script.branch_labels) {
        script::check_free(graph, label);
    }
}

std::vector<std::string> near_ids(const Graph& graph, const std::string& name) {
    std::vector<std::string> ids;
    for (Graph::Index i = 0; i < graph.size(); ++i) {
        ids.push_back(graph[i].id);
    }
    return errors::nearest(name, ids);
}

void check_needs(const Graph& graph, const NewScript& script) {
    for (const std::string& parent : script.down_revisions) {
        if (!graph.find(parent)) {
            throw errors::new_needs_unknown(parent, near_ids(graph, parent));
        }
    }
    for (const std::string& name : script.depends_on) {
        if (!graph.find(name) && !graph.find_label(name)) {
            throw errors::new_needs_unknown(name, near_ids(graph, name));
        }
    }
}

/// Words in a message can look like a directive.
void check_text(const std::string& text, const std::string& path) {
    try {
        script::parse_script(text, path);
    } catch (const ScriptError& error) {
        throw errors::new_message_invalid(error);
    }
}

void make_folder(const std::string& folder) {
    boost::system::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        throw errors::unwritable(folder, error.message());
    }
}

}  // namespace

std::string write_script(const Graph& graph, const std::string& folder, NewScript script) {
    while (script.id.empty()) {
        const std::string id = script::random_id();
        script.id = graph.find(id) ? std::string() : id;
    }
    check_names(graph, script);
    check_needs(graph, script);
    const std::string name = script::file_name(script.id, script.message);
    const std::string within = folder.empty() ? "." : folder;
    const std::string text =
        script::header_text(script, {}) +
        "\n-- retort:upgrade\n-- The statements that make the change.\n"
        "\n-- retort:downgrade\n-- The statements that undo it, the last change first.\n";
    check_text(text, within.back() == '/' ? within + name : within + "/" + name);
    make_folder(within);
    return script::publish_file(within, name, text);
}

}  // namespace retort
