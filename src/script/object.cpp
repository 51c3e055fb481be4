#include "script/object.hpp"

#include "script/kept_section.hpp"

#include <algorithm>

namespace retort::script {

bool Object::applies_to(Dialect dialect) const noexcept {
    return std::any_of(sections.begin(), sections.end(), [&](const Section& section) {
        return section.direction == Direction::upgrade && section.applies_to(dialect);
    });
}

std::string kept_text(const Object& object, Dialect dialect) {
    std::string text;
    for (const Section& section : object.sections) {
        if (section.applies_to(dialect)) {
            const bool creates = section.direction == Direction::upgrade;
            text += kept_section(section, creates ? "create" : "drop");
        }
    }
    return text;
}

std::string checksum(const Object& object, Dialect dialect) {
    Sha256 digest;
    for (const Section& section : object.sections) {
        if (section.applies_to(dialect)) {
            if (section.direction == Direction::downgrade) {
                digest.add("drop\n");
            }
            add_statements(digest, section, dialect);
        }
    }
    return "sha256:" + hex(digest.finish());
}

}  // namespace retort::script
