#pragma once

#include "script/script.hpp"
#include "script/sha256.hpp"

#include <retort/revisions.hpp>

#include <array>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

namespace retort {

/// How the revisions of the graph are realised, by index.
struct Revisions::Data {
    using Realisation = std::variant<script::Script, FunctionRevision>;

    /// What one dialect makes of a revision's statements.
    struct Checksum {
        std::string upgrade;
        script::Digest member;  ///< its part of the applied digest
    };

    Graph graph;
    std::vector<Realisation> realisations;
    std::vector<std::string> folders;  ///< that were read

    /// Computed at the first call for a dialect; thread-safe.
    const std::vector<Checksum>& checksums(Dialect dialect) const;

    std::string downgrade_checksum(Graph::Index revision, Dialect dialect) const;
    /// What is kept in the database to take the revision down without its script; empty: nothing.
    std::string downgrade_text(Graph::Index revision, Dialect dialect) const;
    bool has_downgrade(Graph::Index revision, Dialect dialect) const;

private:
    static constexpr std::size_t dialects = 3;
    mutable std::array<std::once_flag, dialects> computed_;
    mutable std::array<std::vector<Checksum>, dialects> checksums_;
};

}  // namespace retort
