#include "errors/objects.hpp"
#include "errors/script.hpp"
#include "script/file_reader.hpp"
#include "script/header.hpp"
#include "script/script.hpp"
#include "script/section_reader.hpp"

#include <algorithm>

namespace retort::script {
namespace {

class ScriptParts : public FileParts {
public:
    /// @param kept sections alone, as the database keeps them
    ScriptParts(std::vector<errors::ScriptFault>& faults, bool kept)
        : faults_(faults), kept_(kept), header_(script_, faults), sections_(script_, faults) {}

    Part take(const Directive& directive) override {
        switch (directive.kind) {
            case DirectiveKind::upgrade:
            case DirectiveKind::downgrade:
                sections_.take_section(directive);
                return Part::section;
            case DirectiveKind::irreversible:
                return take_irreversible(directive);
            case DirectiveKind::object:
            case DirectiveKind::create:
            case DirectiveKind::drop:
                unknown_ = true;
                return refuse(directive, errors::object_directive_in_script(directive.name));
            case DirectiveKind::unknown:
                unknown_ = true;
                return refuse(directive, unknown_directive_fault(directive, script_directives()));
            default:
                return take_header(directive);
        }
    }

    bool close(Part part, Region& region) override {
        if (part == Part::header) {
            close_header(region);
        } else if (part == Part::end && region.statement != Region::none) {
            region.faults.push_back({region.statement, errors::statement_after_irreversible()});
        }
        return false;
    }

    Section& section() override { return script_.sections.back(); }

    Script finish(const std::string& path, bool whole) {
        header_.finish();
        if (!kept_ && whole) {
            check_whole();
        }
        check_faults(faults_, path, script_.revision.id);
        script_.revision.path = path;
        return std::move(script_);
    }

private:
    Part take_irreversible(const Directive& directive) {
        if (kept_) {
            return refuse(directive, errors::not_a_kept_section());
        }
        sections_.take_irreversible(directive);
        return Part::end;
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

    void close_header(Region& region) {
        if (region.statement != Region::none) {
            region.faults.push_back({region.statement, errors::statement_before_section()});
        }
        for (const std::string_view comment : region.comments) {
            header_.take_comment(comment);
        }
    }

    void check_whole() {
        if (script_.revision.line == 0) {
            faults_.push_back({1, errors::no_revision()});
        }
        const bool upgrade = std::any_of(
            script_.sections.begin(), script_.sections.end(),
            [](const Section& section) { return section.direction == Direction::upgrade; });
        Revision& revision = script_.revision;
        revision.unsquashed = !revision.replaces.empty() && script_.sections.empty() &&
                              !script_.irreversible && !unknown_;
        if (!upgrade && !unknown_ && !revision.unsquashed) {
            faults_.push_back({std::max(script_.revision.line, 1), errors::no_upgrade()});
        }
    }

    Part refuse(const Directive& directive, std::string sentence) {
        faults_.push_back({directive.line, std::move(sentence)});
        return Part::lost;
    }

    std::vector<errors::ScriptFault>& faults_;
    bool kept_;
    Script script_;
    HeaderReader header_;
    SectionReader sections_;
    bool unknown_ = false;  ///< a directive that may have been meant to be any other
};

Script read_script(std::string_view text, const std::string& path, bool kept) {
    std::vector<errors::ScriptFault> faults;
    ScriptParts parts(faults, kept);
    const bool whole = FileReader(text, faults).read(parts);
    return parts.finish(path, whole);
}

}  // namespace

Script parse_script(std::string_view text, const std::string& path) {
    return read_script(text, path, false);
}

std::vector<Section> parse_sections(std::string_view text, const std::string& path) {
    return std::move(read_script(text, path, true).sections);
}

}  // namespace retort::script
