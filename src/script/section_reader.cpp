#include "script/section_reader.hpp"

#include "errors/objects.hpp"

#include <algorithm>

namespace retort::script {
namespace {

bool take_flag(Section& section, std::string_view word) {
    if (word == "no_transaction") {
        section.no_transaction = true;
    } else if (word == "foreign_keys") {
        section.foreign_keys = true;
    } else {
        return false;
    }
    return true;
}

}  // namespace

Section section_of(const Directive& directive, Direction direction, bool flags,
                   std::vector<errors::ScriptFault>& faults) {
    Section section;
    section.direction = direction;
    section.directive_line = directive.line;
    section.first_line = directive.line + 1;
    std::vector<std::string_view> words = split_words(directive.arguments);
    for (const std::string_view word : words) {
        if (const auto dialect = dialect_named(word)) {
            section.dialects.push_back(*dialect);
        } else if (!flags) {
            faults.push_back({directive.line, errors::no_object_section_word(word)});
        } else if (!take_flag(section, word)) {
            faults.push_back({directive.line, errors::unknown_section_word(word, section_words())});
        }
    }
    std::sort(words.begin(), words.end());
    const auto twice = std::adjacent_find(words.begin(), words.end());
    if (twice != words.end()) {
        faults.push_back({directive.line, errors::section_word_twice(*twice)});
    }
    return section;
}

void SectionReader::take_section(const Directive& directive) {
    if (irreversible_line_ > 0) {
        fault(directive, errors::section_after_irreversible(directive.name, irreversible_line_));
    }
    const auto direction =
        directive.kind == DirectiveKind::upgrade ? Direction::upgrade : Direction::downgrade;
    script_.sections.push_back(section_of(directive, direction, true, faults_));
}

void SectionReader::take_irreversible(const Directive& directive) {
    const auto& sections = script_.sections;
    const auto downgrade = std::find_if(
        sections.begin(), sections.end(),
        [](const Section& section) { return section.direction == Direction::downgrade; });
    if (irreversible_line_ > 0) {
        fault(directive, errors::directive_twice(directive.name, irreversible_line_));
    } else if (downgrade != sections.end()) {
        fault(directive, errors::irreversible_with_downgrade(downgrade->directive_line));
    }
    irreversible_line_ = directive.line;
    script_.irreversible = script_.revision.irreversible = true;
    script_.irreversible_reason = std::string(directive.arguments);
}

void SectionReader::fault(const Directive& directive, std::string sentence) {
    faults_.push_back({directive.line, std::move(sentence)});
}

}  // namespace retort::script
