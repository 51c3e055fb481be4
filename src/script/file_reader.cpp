#include "script/file_reader.hpp"

#include "script/statements.hpp"
#include "script/utf8.hpp"

#include <algorithm>

namespace retort::script {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

using Part = FileParts::Part;

}  // namespace

FileReader::FileReader(std::string_view text, std::vector<errors::ScriptFault>& faults)
    : text_(text.substr(0, 3) == byte_order_mark ? text.substr(3) : text), faults_(faults) {}

bool FileReader::read(FileParts& parts) {
    check_bytes(text_, faults_);
    Region region = read_region(text_, 0, common_rules());
    parts.close(Part::header, region);
    keep_faults(region);
    while (region.end < text_.size() && !region.broken) {
        region = read_part(region.end, parts);
    }
    return !region.broken;
}

/// A directive and what follows it up to the next one.
Region FileReader::read_part(std::size_t offset, FileParts& parts) {
    const Part part = parts.take(read_directive(text_, offset, line_of(offset)));
    const std::size_t line_end = text_.find('\n', offset);
    const std::size_t begin = line_end == std::string_view::npos ? text_.size() : line_end + 1;
    const bool section = part == Part::section;
    Region region =
        read_region(text_, begin, section ? rules_for(parts.section()) : common_rules());
    if (section || parts.close(part, region)) {
        close_section(parts.section(), begin, region);
    }
    keep_faults(region);
    return region;
}

void FileReader::close_section(Section& section, std::size_t begin, Region& region) {
    section.text = std::string(text_.substr(begin, region.end - begin));
    if (region.hidden != Region::none && !region.broken && !same_end(section, begin, region)) {
        region.broken = true;
        region.faults.push_back({region.hidden, errors::boundary_depends_on_dialect()});
    }
}

/// Whether every dialect of the section finds its end at the same place.
bool FileReader::same_end(const Section& section, std::size_t begin, const Region& region) const {
    return section.dialects.size() == 1 ||
           std::all_of(std::begin(every_dialect), std::end(every_dialect), [&](Dialect dialect) {
               return !section.applies_to(dialect) ||
                      read_region(text_, begin, rules_of(dialect)).end == region.end;
           });
}

void FileReader::keep_faults(Region& region) {
    std::stable_sort(region.faults.begin(), region.faults.end(),
                     [](const auto& a, const auto& b) { return a.offset < b.offset; });
    for (FaultAt& found : region.faults) {
        faults_.push_back({line_of(found.offset), std::move(found.sentence)});
    }
}

/// Cheap for offsets that grow.
int FileReader::line_of(std::size_t offset) {
    if (offset < counted_) {
        return line_at(text_, offset, 1);
    }
    line_ = line_at(text_.substr(counted_), offset - counted_, line_);
    counted_ = offset;
    return line_;
}

std::string unknown_directive_fault(const Directive& directive,
                                    const std::vector<std::string>& known) {
    const auto spelling = near_directive("-- retort:" + std::string(directive.name) + " " +
                                         std::string(directive.arguments));
    const bool no_name = directive.name.empty() || directive.name.front() == ':';
    return no_name && spelling ? errors::nearly_directive(*spelling)
                               : errors::unknown_directive(directive.name, known);
}

void check_faults(std::vector<errors::ScriptFault>& faults, const std::string& path,
                  const std::string& revision) {
    if (!faults.empty()) {
        std::stable_sort(faults.begin(), faults.end(),
                         [](const auto& a, const auto& b) { return a.line < b.line; });
        throw errors::script_faults(path, revision, faults);
    }
}

const SqlRules& rules_for(const Section& section) noexcept {
    return section.dialects.size() == 1 ? rules_of(section.dialects.front()) : common_rules();
}

void check_bytes(std::string_view text, std::vector<errors::ScriptFault>& faults) {
    const std::size_t nul = text.find('\0');
    if (nul != std::string_view::npos) {
        faults.push_back({line_at(text, nul, 1), errors::nul_byte()});
    }
    const std::size_t invalid = invalid_utf8(text);
    if (invalid != std::string_view::npos) {
        faults.push_back({line_at(text, invalid, 1), errors::not_utf8()});
    }
}

}  // namespace retort::script
