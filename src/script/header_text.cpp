#include "script/header_text.hpp"

#include "script/directive.hpp"
#include "script/fresh.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

namespace retort::script {
namespace {

std::string names_line(std::string_view directive, const std::vector<std::string>& names) {
    return names.empty() ? std::string()
                         : fmt::format("-- retort:{} {}\n", directive, fmt::join(names, ", "));
}

std::string free_text(const std::string& message) {
    std::string text;
    for (std::size_t begin = 0; begin < message.size();) {
        const std::size_t end = std::min(message.find('\n', begin), message.size());
        const auto line = trimmed(std::string_view(message).substr(begin, end - begin));
        text += line.empty() ? "--\n" : fmt::format("-- {}\n", line);
        begin = end + 1;
    }
    return text.empty() ? text : text + "--\n";
}

}  // namespace

std::string header_text(const NewScript& script, const std::vector<Replaced>& replaces,
                        const std::vector<ObjectName>& lifted) {
    std::string text = free_text(script.message) + names_line("revision", {script.id}) +
                       names_line("down_revision", script.down_revisions) +
                       names_line("depends_on", script.depends_on) +
                       names_line("branch_labels", script.branch_labels);
    for (const Replaced& replaced : replaces) {
        text += names_line("replaces", {replaced.id + " " + replaced.checksum});
    }
    for (const ObjectName& object : lifted) {
        text += names_line("lifted", {object.kind + " " + object.name + " " + object.checksum});
    }
    return text + names_line("created", {now_utc()});
}

}  // namespace retort::script
