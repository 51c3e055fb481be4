#include "script/header.hpp"

#include "errors/graph.hpp"
#include "script/comment_text.hpp"
#include "script/timestamp.hpp"

#include <retort/objects.hpp>

#include <algorithm>

namespace retort::script {
namespace {

bool is_checksum(std::string_view text) noexcept {
    constexpr std::string_view algorithm = "sha256:";
    return text.size() == algorithm.size() + 64 && text.substr(0, 7) == algorithm &&
           text.find_first_not_of("0123456789abcdef", 7) == std::string_view::npos;
}

bool may_repeat(DirectiveKind kind) noexcept {
    return kind == DirectiveKind::uses || kind == DirectiveKind::lifted ||
           kind == DirectiveKind::replaces;
}

std::string_view last_word(std::string_view text) noexcept {
    const std::size_t blank = text.find_last_of(" \t");
    return blank == std::string_view::npos ? text : text.substr(blank + 1);
}

}  // namespace

void HeaderReader::take(const Directive& directive) {
    if (!first(directive)) {
        return;
    }
    if (directive.kind == DirectiveKind::revision) {
        script_.revision.line = directive.line;
    }
    if (directive.arguments.empty()) {
        fault(directive, errors::nothing_named(directive.name));
        return;
    }
    Revision& revision = script_.revision;
    switch (directive.kind) {
        case DirectiveKind::revision:
            take_revision(directive);
            break;
        case DirectiveKind::down_revision:
            take_names(directive, revision.down_revisions);
            break;
        case DirectiveKind::depends_on:
            take_names(directive, revision.depends_on);
            break;
        case DirectiveKind::branch_labels:
            take_names(directive, revision.branch_labels);
            break;
        case DirectiveKind::created:
            take_created(directive);
            break;
        case DirectiveKind::replaces:
            take_replaces(directive);
            break;
        default:
            take_object(directive);
            break;
    }
}

bool HeaderReader::first(const Directive& directive) {
    int& line = seen_[static_cast<std::size_t>(directive.kind)];
    if (line > 0 && !may_repeat(directive.kind)) {
        fault(directive, errors::directive_twice(directive.name, line));
        return false;
    }
    line = directive.line;
    return true;
}

void HeaderReader::take_revision(const Directive& directive) {
    const auto words = split_words(directive.arguments);
    if (words.size() != 1) {
        fault(directive, errors::more_than_one_id());
        return;
    }
    script_.revision.id = std::string(words.front());
    const std::string wrong = errors::name_fault(words.front());
    if (!wrong.empty()) {
        fault(directive, errors::invalid_name(words.front(), wrong));
    }
}

void HeaderReader::take_names(const Directive& directive, std::vector<std::string>& names) {
    for (const std::string_view word : split_words(directive.arguments)) {
        const std::string wrong = errors::name_fault(word);
        if (!wrong.empty()) {
            fault(directive, errors::invalid_name(word, wrong));
        }
        names.emplace_back(word);
    }
    std::vector<std::string> sorted = names;
    std::sort(sorted.begin(), sorted.end());
    const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
    if (twice != sorted.end()) {
        fault(directive, errors::name_twice(*twice, directive.name));
    }
}

void HeaderReader::take_created(const Directive& directive) {
    script_.revision.created = std::string(directive.arguments);
    if (!is_timestamp(directive.arguments)) {
        fault(directive, errors::invalid_timestamp(directive.arguments));
    }
}

void HeaderReader::take_object(const Directive& directive) {
    const bool lifted = directive.kind == DirectiveKind::lifted;
    std::string_view rest = directive.arguments;
    ObjectName object;
    object.line = directive.line;
    object.kind = std::string(rest.substr(0, rest.find_first_of(" \t")));
    rest = trimmed(rest.substr(object.kind.size()));
    if (lifted) {
        object.checksum = std::string(last_word(rest));
        rest = trimmed(rest.substr(0, rest.size() - object.checksum.size()));
    }
    object.name = std::string(rest);
    if (!object_kind_named(object.kind)) {
        fault(directive, errors::unknown_kind(object.kind));
    } else if (object.name.empty() || (lifted && !is_checksum(object.checksum))) {
        fault(directive, errors::invalid_object(directive.name,
                                                lifted ? "KIND NAME sha256:..." : "KIND NAME"));
    }
    (lifted ? script_.lifted : script_.uses).push_back(std::move(object));
}

void HeaderReader::take_replaces(const Directive& directive) {
    const auto words = split_words(directive.arguments);
    for (std::size_t i = 0; i < words.size(); i += 2) {
        if (i + 1 == words.size() || !is_checksum(words[i + 1])) {
            fault(directive, errors::invalid_replaces());
            return;
        }
        const std::string wrong = errors::name_fault(words[i]);
        if (!wrong.empty()) {
            fault(directive, errors::invalid_name(words[i], wrong));
        }
        script_.revision.replaces.push_back({std::string(words[i]), std::string(words[i + 1])});
    }
}

void HeaderReader::take_comment(std::string_view comment) {
    for (const std::string_view line : comment_lines(comment)) {
        take_line(line);
    }
}

void HeaderReader::take_line(std::string_view line) {
    Revision& revision = script_.revision;
    if (revision.message.empty()) {
        revision.message = std::string(trimmed(line));
    } else if (!line.empty() || !revision.description.empty()) {
        revision.description.append(line).append("\n");
    }
}

void HeaderReader::finish() {
    std::string& text = script_.revision.description;
    text.erase(text.find_last_not_of('\n') + 1);
}

void HeaderReader::fault(const Directive& directive, std::string sentence) {
    faults_.push_back({directive.line, std::move(sentence)});
}

}  // namespace retort::script
