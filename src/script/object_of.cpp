#include "errors/objects.hpp"
#include "script/file_reader.hpp"
#include "script/object.hpp"
#include "script/object_check.hpp"
#include "script/object_header.hpp"
#include "script/statements.hpp"

#include <algorithm>

namespace retort::script {
namespace {

using Faults = std::vector<errors::ScriptFault>;

void check_text(const Section& section, Faults& faults) {
    const std::string_view text = section.text;
    check_bytes(text, faults);
    const Region region = read_region(text, 0, rules_for(section));
    for (const FaultAt& found : region.faults) {
        faults.push_back({line_at(text, found.offset, 1), found.sentence});
    }
    if (region.end < text.size()) {
        faults.push_back({line_at(text, region.end, 1), errors::directive_in_text()});
    }
}

void add_section(Object& object, Direction direction, const ReplaceableObject::Section& given,
                 Faults& faults) {
    Section section;
    section.direction = direction;
    section.dialects = given.dialects;
    section.first_line = 1;
    section.text = given.text;
    if (!section.text.empty() && section.text.back() != '\n') {
        section.text += '\n';
    }
    check_text(section, faults);
    std::vector<Dialect> sorted = given.dialects;
    std::sort(sorted.begin(), sorted.end());
    const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
    if (twice != sorted.end()) {
        faults.push_back({0, errors::section_word_twice(to_string(*twice))});
    }
    object.sections.push_back(std::move(section));
}

}  // namespace

Object object_of(const ReplaceableObject& given) {
    Object object;
    Faults faults;
    object.kind = given.kind;
    object.name = blanks_folded(given.name);
    object.path =
        given.path.empty() ? std::string(to_string(given.kind)) + " " + object.name : given.path;
    for (const std::string& name : given.depends_on) {
        object.depends_on.push_back(blanks_folded(name));
    }
    for (std::string& sentence : dependency_faults(object.depends_on)) {
        faults.push_back({0, std::move(sentence)});
    }
    for (const auto& section : given.create) {
        add_section(object, Direction::upgrade, section, faults);
    }
    for (const auto& section : given.drop) {
        add_section(object, Direction::downgrade, section, faults);
    }
    if (faults.empty()) {
        faults = check_object(object);
    }
    check_faults(faults, object.path, "");
    return object;
}

}  // namespace retort::script
