#include <retort/new_script.hpp>

#include "errors/script.hpp"
#include "errors/text.hpp"
#include "script/directive.hpp"
#include "script/fresh.hpp"
#include "script/new_names.hpp"
#include "script/script.hpp"
#include "script/slug.hpp"

#include <fmt/format.h>
#include <boost/filesystem.hpp>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace retort {
namespace {

namespace fs = boost::filesystem;

std::string lower_case(std::string text) {
    for (char& c : text) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    }
    return text;
}

/// The revision whose id or label is `name`; ids may differ in case only.
const Revision* owner_of(const Graph& graph, const std::string& name) {
    const auto labelled = graph.find_label(name);
    if (labelled) {
        return &graph[*labelled];
    }
    const std::string lower = lower_case(name);
    for (Graph::Index i = 0; i < graph.size(); ++i) {
        if (lower_case(graph[i].id) == lower) {
            return &graph[i];
        }
    }
    return nullptr;
}

void check_free(const Graph& graph, const std::string& name) {
    const auto inside = graph.find_replacement(name);
    const auto meant = inside ? inside : graph.find(name);
    if (meant && graph[*meant].id != name) {
        const Revision& baseline = graph[*meant];
        throw errors::new_name_archived(name, baseline.id,
                                        errors::place(baseline.path, baseline.line));
    }
    if (const Revision* owner = owner_of(graph, name)) {
        throw errors::new_name_taken(name, owner->id, errors::place(owner->path, owner->line));
    }
}

void check_names(const Graph& graph, const NewScript& script) {
    script::check_new_names(script);
    check_free(graph, script.id);
    for (const std::string& label : script.branch_labels) {
        check_free(graph, label);
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

std::string names_line(std::string_view directive, const std::vector<std::string>& names) {
    return names.empty() ? std::string()
                         : fmt::format("-- retort:{} {}\n", directive, fmt::join(names, ", "));
}

std::string free_text(const std::string& message) {
    std::string text;
    for (std::size_t begin = 0; begin < message.size();) {
        const std::size_t end = std::min(message.find('\n', begin), message.size());
        const auto line = script::trimmed(std::string_view(message).substr(begin, end - begin));
        text += line.empty() ? "--\n" : fmt::format("-- {}\n", line);
        begin = end + 1;
    }
    return text.empty() ? text : text + "--\n";
}

std::string text_of(const NewScript& script) {
    return free_text(script.message) + names_line("revision", {script.id}) +
           names_line("down_revision", script.down_revisions) +
           names_line("depends_on", script.depends_on) +
           names_line("branch_labels", script.branch_labels) +
           fmt::format("-- retort:created {}\n", script::now_utc()) +
           "\n-- retort:upgrade\n-- The statements that make the change.\n"
           "\n-- retort:downgrade\n-- The statements that undo it, the last change first.\n";
}

/// Words in a message can look like a directive.
void check_text(const std::string& text, const std::string& path) {
    try {
        script::parse_script(text, path);
    } catch (const ScriptError& error) {
        throw errors::new_message_invalid(error);
    }
}

void write_file(const std::string& path, const std::string& text) {
    errno = 0;
    std::FILE* file = std::fopen(path.c_str(), "wbx");
    bool written = file != nullptr;
    if (file != nullptr) {
        written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
        written = std::fclose(file) == 0 && written;
    }
    if (!written) {
        const std::string reason = std::generic_category().message(errno);
        std::remove(path.c_str());
        throw errors::unwritable(path, reason);
    }
}

/// Gives a file its final name unless that name is taken.
void publish(const std::string& temporary, const std::string& path) {
    boost::system::error_code error;
    fs::create_hard_link(temporary, path, error);
    if (error && error != boost::system::errc::file_exists && !fs::exists(path)) {
        fs::rename(temporary, path, error);  // a file system without hard links
    }
    boost::system::error_code ignored;
    fs::remove(temporary, ignored);
    if (error == boost::system::errc::file_exists) {
        throw errors::script_exists(path);
    }
    if (error) {
        throw errors::unwritable(path, error.message());
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
    const std::string slug = script::slug_of(script.message.substr(0, script.message.find('\n')));
    const std::string name = script.id + (slug.empty() ? "" : "_" + slug) + ".sql";
    const std::string within = folder.empty() ? "." : folder;
    std::string path = within.back() == '/' ? within + name : within + "/" + name;
    const std::string text = text_of(script);
    check_text(text, path);
    make_folder(within);
    const std::string temporary =
        path.substr(0, path.size() - name.size()) + "." + name + "." + script::random_id() + ".new";
    write_file(temporary, text);
    publish(temporary, path);
    return path;
}

}  // namespace retort
