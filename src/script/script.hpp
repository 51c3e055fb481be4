#pragma once

#include <retort/dialect.hpp>
#include <retort/plan.hpp>
#include <retort/revision.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace retort::script {

/// One `retort:upgrade` or `retort:downgrade` section.
struct Section {
    Direction direction = Direction::upgrade;
    std::vector<Dialect> dialects;  ///< empty: every dialect
    bool no_transaction = false;
    bool foreign_keys = false;
    int directive_line = 0;  ///< 1-based, in the file
    int first_line = 0;      ///< line of text's first character
    std::string text;        ///< byte for byte as in the file

    bool applies_to(Dialect dialect) const noexcept;
};

struct ObjectName {
    std::string kind;
    std::string name;
    std::string checksum;  ///< only of `retort:lifted`
    int line = 0;
};

/// A parsed script file.
struct Script {
    Revision revision;
    std::vector<Section> sections;  ///< in the order of the file
    std::vector<ObjectName> uses;
    std::vector<ObjectName> lifted;
    bool irreversible = false;  ///< said so by its directive
    std::string irreversible_reason;

    bool applies(Direction direction, Dialect dialect) const noexcept;
};

/// @param text the whole file
/// @param path its name in messages
/// @throws ScriptError (kind `script`), with every fault of the file in one message
Script parse_script(std::string_view text, const std::string& path);

/// The downgrade sections alone, as they are kept in the database: directives and text.
std::string downgrade_text(const Script& script, Dialect dialect);
/// Its inverse. `path` is the name in messages.
std::vector<Section> parse_sections(std::string_view text, const std::string& path);

/// `sha256:` and the digest over the statements of the sections that apply to `dialect`, without
/// the comments and blanks between them, line ends as LF. Digested is, for each statement without
/// its terminator: its length in decimal, LF, the statement. No statement: the digest of nothing.
std::string checksum(const Script& script, Direction direction, Dialect dialect);

/// What `retort:replaces` states of a script: `sha256:` and the digest over a line for each parent,
/// each dependency, and each revision that it replaces, in byte order, and over the checksums of
/// both directions for every dialect that a section applies to.
std::string checksum(const Script& script);

}  // namespace retort::script
