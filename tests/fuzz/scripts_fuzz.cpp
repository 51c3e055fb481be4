// A script file of any bytes is parsed, or refused with a ScriptError; never anything else.
#include "script/script.hpp"
#include "script/statements.hpp"

#include <retort/error.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

constexpr retort::Dialect dialects[] = {retort::Dialect::sqlite, retort::Dialect::postgresql,
                                        retort::Dialect::mysql};

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

/// Statements are in the order of the text, apart, not empty, and within it.
void split(std::string_view text, retort::Dialect dialect) {
    std::size_t end = 0;
    for (const auto& span : retort::script::split_statements(text, dialect)) {
        require(end <= span.begin && span.begin < span.end && span.end <= text.size());
        end = span.end;
    }
    require(retort::script::leading_trivia(text, dialect) <= text.size());
}

/// What is kept in the database of a downgrade reads back as the same.
void keep(const retort::script::Script& script, retort::Dialect dialect) {
    const std::string kept = retort::script::downgrade_text(script, dialect);
    for (const auto& section : retort::script::parse_sections(kept, "kept.sql")) {
        require(section.direction == retort::Direction::downgrade);
        split(section.text, dialect);
    }
}

void parse(std::string_view text) {
    const auto script = retort::script::parse_script(text, "fuzz.sql");
    require(!script.revision.id.empty());
    for (const auto dialect : dialects) {
        require(!retort::script::checksum(script, retort::Direction::upgrade, dialect).empty());
        keep(script, dialect);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto dialect : dialects) {
        split(text, dialect);
    }
    try {
        parse(text);
    } catch (const retort::ScriptError&) {
        return 0;
    }
    return 0;
}
