#include "script/object_header.hpp"

#include "errors/graph.hpp"
#include "errors/objects.hpp"
#include "script/comment_text.hpp"
#include "script/object_check.hpp"

#include <algorithm>

namespace retort::script {
namespace {

/// At the commas outside of brackets and quotes.
std::vector<std::string> split_names(std::string_view text) {
    std::vector<std::string> names(1);
    int depth = 0;
    char quote = '\0';
    for (const char c : text) {
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '`') {
            quote = c;
        } else {
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
        }
        if (c == ',' && depth <= 0 && quote == '\0') {
            names.emplace_back();
        } else {
            names.back() += c;
        }
    }
    for (std::string& name : names) {
        name = blanks_folded(name);
    }
    return names;
}

}  // namespace

void ObjectHeader::take(const Directive& directive) {
    int& line = line_of(directive.kind);
    if (line > 0) {
        faults_.push_back({directive.line, errors::directive_twice(directive.name, line)});
        return;
    }
    line = directive.line;
    if (directive.arguments.empty()) {
        faults_.push_back({directive.line, errors::nothing_named(directive.name)});
    } else if (directive.kind == DirectiveKind::object) {
        take_object(directive);
    } else if (directive.kind == DirectiveKind::lifted_by) {
        take_baseline(directive);
    } else {
        take_dependencies(directive);
    }
}

int& ObjectHeader::line_of(DirectiveKind kind) noexcept {
    return kind == DirectiveKind::object      ? object_.line
           : kind == DirectiveKind::lifted_by ? lifted_by_line_
                                              : depends_on_line_;
}

void ObjectHeader::take_baseline(const Directive& directive) {
    object_.lifted_by = std::string(directive.arguments);
    const std::string wrong = errors::name_fault(object_.lifted_by);
    if (!wrong.empty()) {
        faults_.push_back({directive.line, wrong});
    }
}

void ObjectHeader::take_object(const Directive& directive) {
    const std::string_view rest = directive.arguments;
    const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
    const auto kind = object_kind_named(word);
    object_.name = blanks_folded(rest.substr(word.size()));
    if (!kind) {
        faults_.push_back({directive.line, errors::unknown_kind(word)});
    } else if (object_.name.empty()) {
        faults_.push_back({directive.line, errors::invalid_object(directive.name, "KIND NAME")});
    } else {
        object_.kind = *kind;
        complete_ = true;
    }
}

void ObjectHeader::take_dependencies(const Directive& directive) {
    object_.depends_on = split_names(directive.arguments);
    for (std::string& sentence : dependency_faults(object_.depends_on)) {
        faults_.push_back({directive.line, std::move(sentence)});
    }
}

void ObjectHeader::take_comment(std::string_view comment) {
    for (const std::string_view line : comment_lines(comment)) {
        if (object_.message.empty()) {
            object_.message = std::string(trimmed(line));
        }
    }
}

std::string blanks_folded(std::string_view text) {
    std::string folded;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!blank) {
            folded += c;
        } else if (!folded.empty() && folded.back() != ' ') {
            folded += ' ';
        }
    }
    folded.erase(folded.find_last_not_of(' ') + 1);
    return folded;
}

std::vector<std::string> dependency_faults(const std::vector<std::string>& names) {
    std::vector<std::string> sentences;
    for (const std::string& name : names) {
        if (!is_object_name(name)) {
            sentences.push_back(errors::invalid_dependency(name));
        }
    }
    std::vector<std::string> sorted = names;
    std::sort(sorted.begin(), sorted.end());
    const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
    if (twice != sorted.end()) {
        sentences.push_back(errors::name_twice(*twice, "depends_on"));
    }
    return sentences;
}

}  // namespace retort::script
