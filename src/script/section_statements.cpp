#include "script/section_statements.hpp"

#include "errors/script.hpp"
#include "script/client_commands.hpp"
#include "script/statements.hpp"

namespace retort::script {
namespace {

/// Counts lines for offsets that grow.
class LineCounter {
public:
    LineCounter(std::string_view text, int first_line) : text_(text), line_(first_line) {}

    int at(std::size_t offset) {
        line_ = line_at(text_.substr(counted_), offset - counted_, line_);
        counted_ = offset;
        return line_;
    }

private:
    std::string_view text_;
    std::size_t counted_ = 0;
    int line_;
};

void refuse_client_commands(const Section& section, Dialect dialect, const std::string& file) {
    LineCounter lines(section.text, section.first_line);
    std::vector<errors::ScriptFault> faults;
    for (FaultAt& found : client_commands(section.text, dialect)) {
        faults.push_back({lines.at(found.offset), std::move(found.sentence)});
    }
    if (!faults.empty()) {
        throw errors::script_faults(file, "", faults);
    }
}

}  // namespace

std::vector<SectionStatement> section_statements(const Section& section, Dialect dialect,
                                                 const std::string& file) {
    refuse_client_commands(section, dialect, file);
    const std::string_view text = section.text;
    LineCounter lines(text, section.first_line);
    std::vector<SectionStatement> statements;
    for (const Span& span : split_statements(text, dialect)) {
        statements.push_back(
            {text.substr(span.begin, span.body_end - span.begin), lines.at(span.begin)});
    }
    return statements;
}

}  // namespace retort::script
