#include "cli/commands/arguments.hpp"
#include "cli/commands/command.hpp"
#include "cli/commands/revisions.hpp"
#include "errors/cli.hpp"
#include "graph/typed.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/filesystem/operations.hpp>

#include <cerrno>
#include <cstdlib>
#include <memory>

namespace retort::cli {
namespace {

std::string editor() {
    for (const char* variable : {"VISUAL", "EDITOR"}) {
        const char* value = std::getenv(variable);
        if (value != nullptr && *value != '\0') {
            return value;
        }
    }
    return "vi";
}

/// The shell splits the editor's words, so that `code --wait` works; the path stays one.
bool run_editor(std::string editor, std::string path) {
    std::string shell = "sh";
    std::string option = "-c";
    std::string script = editor + " \"$@\"";
    char* const words[] = {shell.data(),  option.data(), script.data(),
                           editor.data(), path.data(),   nullptr};
    pid_t child = 0;
    if (posix_spawn(&child, "/bin/sh", nullptr, nullptr, words, environ) != 0) {
        return false;
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            return false;
        }
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int edit(Context& context, const std::string& target) {
    const Named named = named_revisions(context, target);
    const Graph& graph = named.graph;
    json::Document paths = json::Document::array();
    for (const Graph::Index index : named.indices) {
        const Revision& revision = graph[index];
        boost::system::error_code ignored;
        if (!boost::filesystem::is_regular_file(revision.path, ignored)) {
            throw errors::no_file(revision.id, revision.path);
        }
        if (!run_editor(editor(), revision.path)) {
            throw errors::editor_failed(editor(), revision.path);
        }
        paths.push_back(revision.path);
    }
    context.result({{"paths", paths}}, [] {});
    return done;
}

}  // namespace

Run declare_edit(CLI::App& app) {
    const auto target = std::make_shared<std::string>();
    app.add_option("REV", *target, "A revision, or `current`")->required();
    when_parsed(app, [target] { graph::parse_place(*target); });
    app.footer("The editor is that of VISUAL or EDITOR.\n");
    return [target](Context& context) { return edit(context, *target); };
}

}  // namespace retort::cli
