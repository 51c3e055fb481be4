#include "errors/script.hpp"
#include "script/directive.hpp"
#include "script/header.hpp"
#include "script/region.hpp"
#include "script/script.hpp"
#include "script/section_reader.hpp"
#include "script/statements.hpp"
#include "script/utf8.hpp"

#include <algorithm>

namespace retort::script {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr Dialect every_dialect[] = {Dialect::sqlite, Dialect::postgresql, Dialect::mysql};

const SqlRules& rules_for(const Section& section) noexcept {
    return section.dialects.size() == 1 ? rules_of(section.dialects.front()) : common_rules();
}

std::string_view without_mark(std::string_view text) noexcept {
    return text.substr(0, 3) == byte_order_mark ? text.substr(3) : text;
}

class FileReader {
public:
    /// @param kept sections alone, as the database keeps them
    FileReader(std::string_view text, bool kept)
        : text_(without_mark(text)),
          kept_(kept),
          header_(script_, faults_),
          sections_(script_, faults_) {}

    Script read(const std::string& path) {
        check_bytes();
        Region region = read_region(text_, 0, common_rules());
        close_header_part(region);
        while (region.end < text_.size() && !region.broken) {
            region = read_part(region.end);
        }
        header_.finish();
        if (!kept_ && !region.broken) {
            check_whole();
        }
        if (!faults_.empty()) {
            std::stable_sort(faults_.begin(), faults_.end(),
                             [](const auto& a, const auto& b) { return a.line < b.line; });
            throw errors::script_faults(path, script_.revision.id, faults_);
        }
        script_.revision.path = path;
        return std::move(script_);
    }

private:
    enum class Part { header, section, irreversible, lost };

    void check_bytes() {
        const std::size_t nul = text_.find('\0');
        if (nul != std::string_view::npos) {
            faults_.push_back({line_at(text_, nul, 1), errors::nul_byte()});
        }
        const std::size_t invalid = invalid_utf8(text_);
        if (invalid != std::string_view::npos) {
            faults_.push_back({line_at(text_, invalid, 1), errors::not_utf8()});
        }
    }

    /// A directive and what follows it up to the next one.
    Region read_part(std::size_t offset) {
        const Directive directive = read_directive(text_, offset, line_of(offset));
        const Part part = take(directive);
        const std::size_t line_end = text_.find('\n', offset);
        const std::size_t begin = line_end == std::string_view::npos ? text_.size() : line_end + 1;
        const bool section = part == Part::section;
        Region region = read_region(text_, begin,
                                    section ? rules_for(script_.sections.back()) : common_rules());
        if (section) {
            close_section(begin, region);
        } else if (part == Part::irreversible) {
            close_irreversible(region);
        } else if (part == Part::header) {
            close_header_part(region);
        } else {
            keep_faults(region);
        }
        return region;
    }

    Part take(const Directive& directive) {
        switch (directive.kind) {
            case DirectiveKind::upgrade:
            case DirectiveKind::downgrade:
                sections_.take_section(directive);
                return Part::section;
            case DirectiveKind::irreversible:
                return take_irreversible(directive);
            case DirectiveKind::unknown:
                return take_unknown(directive);
            default:
                return take_header(directive);
        }
    }

    Part take_unknown(const Directive& directive) {
        unknown_ = true;
        const auto spelling = near_directive(line_from(text_, directive.offset));
        const bool no_name = directive.name.empty() || directive.name.front() == ':';
        return refuse(directive, no_name && spelling ? errors::nearly_directive(*spelling)
                                                     : errors::unknown_directive(
                                                           directive.name, directive_names()));
    }

    Part take_irreversible(const Directive& directive) {
        if (kept_) {
            return refuse(directive, errors::not_a_kept_section());
        }
        sections_.take_irreversible(directive);
        return Part::irreversible;
    }

    Part take_header(const Directive& directive) {
        if (kept_) {
            return refuse(directive, errors::not_a_kept_section());
        }
        if (sections_.begun()) {
            return refuse(directive, errors::header_directive_in_section(directive.name));
        }
        header_.take(directive);
        return Part::header;
    }

    void close_header_part(Region& region) {
        if (region.statement != Region::none) {
            region.faults.push_back({region.statement, errors::statement_before_section()});
        }
        for (const std::string_view comment : region.comments) {
            header_.take_comment(comment);
        }
        keep_faults(region);
    }

    void close_section(std::size_t begin, Region& region) {
        Section& section = script_.sections.back();
        section.text = std::string(text_.substr(begin, region.end - begin));
        if (region.hidden != Region::none && !region.broken && !same_end(section, begin, region)) {
            region.broken = true;
            region.faults.push_back({region.hidden, errors::boundary_depends_on_dialect()});
        }
        keep_faults(region);
    }

    void close_irreversible(Region& region) {
        if (region.statement != Region::none) {
            region.faults.push_back({region.statement, errors::statement_after_irreversible()});
        }
        keep_faults(region);
    }

    /// Whether every dialect of the section finds its end at the same place.
    bool same_end(const Section& section, std::size_t begin, const Region& region) const {
        return section.dialects.size() == 1 ||
               std::all_of(
                   std::begin(every_dialect), std::end(every_dialect), [&](Dialect dialect) {
                       return !section.applies_to(dialect) ||
                              read_region(text_, begin, rules_of(dialect)).end == region.end;
                   });
    }

    void check_whole() {
        if (script_.revision.line == 0) {
            faults_.push_back({1, errors::no_revision()});
        }
        const bool upgrade = std::any_of(
            script_.sections.begin(), script_.sections.end(),
            [](const Section& section) { return section.direction == Direction::upgrade; });
        if (!upgrade && !unknown_) {
            faults_.push_back({std::max(script_.revision.line, 1), errors::no_upgrade()});
        }
    }

    void keep_faults(Region& region) {
        std::stable_sort(region.faults.begin(), region.faults.end(),
                         [](const auto& a, const auto& b) { return a.offset < b.offset; });
        for (const FaultAt& found : region.faults) {
            fault_at(found.offset, found.sentence);
        }
    }

    Part refuse(const Directive& directive, std::string sentence) {
        faults_.push_back({directive.line, std::move(sentence)});
        return Part::lost;
    }

    void fault_at(std::size_t offset, std::string sentence) {
        faults_.push_back({line_of(offset), std::move(sentence)});
    }

    /// Cheap for offsets that grow.
    int line_of(std::size_t offset) {
        if (offset < counted_) {
            return line_at(text_, offset, 1);
        }
        line_ = line_at(text_.substr(counted_), offset - counted_, line_);
        counted_ = offset;
        return line_;
    }

    std::string_view text_;
    bool kept_;
    Script script_;
    std::vector<errors::ScriptFault> faults_;
    HeaderReader header_;
    SectionReader sections_;
    int line_ = 1;
    std::size_t counted_ = 0;  ///< line_ is the line of this offset
    bool unknown_ = false;     ///< a directive that may have been meant to be any other
};

}  // namespace

Script parse_script(std::string_view text, const std::string& path) {
    return FileReader(text, false).read(path);
}

std::vector<Section> parse_sections(std::string_view text, const std::string& path) {
    return std::move(FileReader(text, true).read(path).sections);
}

}  // namespace retort::script
