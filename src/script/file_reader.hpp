#pragma once

#include "errors/script.hpp"
#include "script/directive.hpp"
#include "script/region.hpp"
#include "script/script.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retort::script {

/// What one kind of file makes of the parts that FileReader finds in it.
class FileParts {
public:
    /// What stands between a directive and the next one.
    enum class Part { header, section, end, lost };

    FileParts() = default;
    FileParts(const FileParts&) = delete;
    FileParts& operator=(const FileParts&) = delete;
    virtual ~FileParts() = default;

    virtual Part take(const Directive& directive) = 0;
    /// What was read of a part that is no section; may add faults to it.
    /// @returns whether it is a section all the same
    virtual bool close(Part part, Region& region) = 0;
    /// The section that began last.
    virtual Section& section() = 0;
};

/// Cuts a file at its directives. What is wrong with it whatever it holds is among the faults.
class FileReader {
public:
    FileReader(std::string_view text, std::vector<errors::ScriptFault>& faults);

    /// @returns whether it was understood to its end
    bool read(FileParts& parts);

private:
    Region read_part(std::size_t offset, FileParts& parts);
    void close_section(Section& section, std::size_t begin, Region& region);
    bool same_end(const Section& section, std::size_t begin, const Region& region) const;
    void keep_faults(Region& region);
    int line_of(std::size_t offset);

    std::string_view text_;
    std::vector<errors::ScriptFault>& faults_;
    int line_ = 1;
    std::size_t counted_ = 0;  ///< line_ is the line of this offset
};

/// @param known the names that there are
std::string unknown_directive_fault(const Directive& directive,
                                    const std::vector<std::string>& known);

/// Throws when there are faults. @param revision empty: it is none
void check_faults(std::vector<errors::ScriptFault>& faults, const std::string& path,
                  const std::string& revision);

/// How a section's text is read.
const SqlRules& rules_for(const Section& section) noexcept;

/// NUL and what is not UTF-8.
void check_bytes(std::string_view text, std::vector<errors::ScriptFault>& faults);

}  // namespace retort::script
