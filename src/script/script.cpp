#include "script/script.hpp"

#include "script/kept_section.hpp"

#include <algorithm>

namespace retort::script {

bool Section::applies_to(Dialect dialect) const noexcept {
    return dialects.empty() ||
           std::find(dialects.begin(), dialects.end(), dialect) != dialects.end();
}

bool Script::applies(Direction direction, Dialect dialect) const noexcept {
    return std::any_of(sections.begin(), sections.end(), [&](const Section& section) {
        return section.direction == direction && section.applies_to(dialect);
    });
}

std::string downgrade_text(const Script& script, Dialect dialect) {
    std::string text;
    for (const Section& section : script.sections) {
        if (section.direction == Direction::downgrade && section.applies_to(dialect)) {
            text += kept_section(section, "downgrade");
        }
    }
    return text;
}

std::string checksum(const Script& script, Direction direction, Dialect dialect) {
    Sha256 digest;
    for (const Section& section : script.sections) {
        if (section.direction == direction && section.applies_to(dialect)) {
            add_statements(digest, section, dialect);
        }
    }
    return "sha256:" + hex(digest.finish());
}

}  // namespace retort::script
