#include "errors/objects.hpp"
#include "script/file_reader.hpp"
#include "script/object.hpp"
#include "script/object_check.hpp"
#include "script/object_header.hpp"
#include "script/section_reader.hpp"

#include <algorithm>

namespace retort::script {
namespace {

using Faults = std::vector<errors::ScriptFault>;

class ObjectParts : public FileParts {
public:
    /// @param kept sections alone, as the database keeps them
    ObjectParts(Faults& faults, bool kept)
        : faults_(faults), kept_(kept), header_(object_, faults) {}

    Part take(const Directive& directive) override {
        switch (directive.kind) {
            case DirectiveKind::object:
            case DirectiveKind::depends_on:
            case DirectiveKind::lifted_by:
                return take_header(directive);
            case DirectiveKind::create:
            case DirectiveKind::drop:
                return take_section(directive);
            case DirectiveKind::unknown:
                unknown_ = true;
                return refuse(directive, unknown_directive_fault(directive, object_directives()));
            default:
                unknown_ = true;
                return refuse(directive, errors::script_directive_in_object(directive.name));
        }
    }

    bool close(Part part, Region& region) override {
        if (part != Part::header) {
            return false;
        }
        for (const std::string_view comment : region.comments) {
            header_.take_comment(comment);
        }
        if (region.statement == Region::none) {
            return false;
        }
        if (kept_ || object_.line == 0) {
            region.faults.push_back({region.statement, kept_ ? errors::not_a_kept_object()
                                                             : errors::statement_before_object()});
            return false;
        }
        begin_without_directive();
        return true;
    }

    Section& section() override { return object_.sections.back(); }

    Object finish(const std::string& path, bool whole) {
        if (!kept_ && object_.line == 0 && !unknown_) {
            faults_.push_back({1, errors::no_object()});
        }
        if (!kept_ && whole && faults_.empty() && header_.complete()) {
            faults_ = check_object(object_);
        }
        check_faults(faults_, path, "");
        object_.path = path;
        return std::move(object_);
    }

private:
    Part take_header(const Directive& directive) {
        if (kept_) {
            return refuse(directive, errors::not_a_kept_object());
        }
        if (!object_.sections.empty()) {
            return refuse(directive, errors::header_directive_in_section(directive.name));
        }
        header_.take(directive);
        header_line_ = directive.line;
        return Part::header;
    }

    Part take_section(const Directive& directive) {
        const bool create = directive.kind == DirectiveKind::create;
        if (create && without_directive_) {
            faults_.push_back(
                {object_.sections.front().first_line, errors::statement_before_create()});
            without_directive_ = false;
        }
        object_.sections.push_back(section_of(
            directive, create ? Direction::upgrade : Direction::downgrade, false, faults_));
        return Part::section;
    }

    /// All that follows the header creates.
    void begin_without_directive() {
        Section section;
        section.directive_line = header_line_;
        section.first_line = header_line_ + 1;
        object_.sections.push_back(std::move(section));
        without_directive_ = true;
    }

    Part refuse(const Directive& directive, std::string sentence) {
        faults_.push_back({directive.line, std::move(sentence)});
        return Part::lost;
    }

    Faults& faults_;
    bool kept_;
    Object object_;
    ObjectHeader header_;
    int header_line_ = 0;  ///< of its last directive
    bool without_directive_ = false;
    bool unknown_ = false;
};

Object read_object(std::string_view text, const std::string& path, bool kept) {
    Faults faults;
    ObjectParts parts(faults, kept);
    const bool whole = FileReader(text, faults).read(parts);
    return parts.finish(path, whole);
}

}  // namespace

Object parse_object(std::string_view text, const std::string& path) {
    return read_object(text, path, false);
}

std::vector<Section> parse_object_sections(std::string_view text, const std::string& path) {
    return std::move(read_object(text, path, true).sections);
}

}  // namespace retort::script
