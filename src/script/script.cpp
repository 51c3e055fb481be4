#include "script/script.hpp"

#include "script/kept_section.hpp"

#include <algorithm>
#include <utility>

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

namespace {

void add_lines(Sha256& digest, std::string_view name, std::vector<std::string> values) {
    std::sort(values.begin(), values.end());
    for (const std::string& value : values) {
        digest.add(name);
        digest.add(" ");
        digest.add(value);
        digest.add("\n");
    }
}

}  // namespace

std::string checksum(const Script& script) {
    Sha256 digest;
    const Revision& revision = script.revision;
    add_lines(digest, "down_revision", revision.down_revisions);
    add_lines(digest, "depends_on", revision.depends_on);
    std::vector<std::string> replaced;
    for (const Replaced& each : revision.replaces) {
        replaced.push_back(each.id + " " + each.checksum);
    }
    add_lines(digest, "replaces", std::move(replaced));
    for (const Direction direction : {Direction::upgrade, Direction::downgrade}) {
        for (const Dialect dialect : {Dialect::sqlite, Dialect::postgresql, Dialect::mysql}) {
            if (script.applies(direction, dialect)) {
                digest.add(std::string(to_string(direction)) + " " +
                           std::string(to_string(dialect)) + " " +
                           checksum(script, direction, dialect) + "\n");
            }
        }
    }
    return "sha256:" + hex(digest.finish());
}

}  // namespace retort::script
