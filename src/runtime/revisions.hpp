#pragma once

#include "graph/pool.hpp"
#include "script/script.hpp"
#include "script/sha256.hpp"

#include <retort/revisions.hpp>

#include <array>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace retort {

/// How the revisions are realised, archived ones too. Each has a number, which is no index of a
/// graph: it is the same in all of them.
struct Revisions::Data {
    using Number = Graph::Index;
    using Realisation = std::variant<script::Script, FunctionRevision>;

    /// What one dialect makes of a revision's statements.
    struct Checksum {
        std::string upgrade;
        script::Digest member;  ///< its part of the applied digest
    };

    Graph graph;
    std::vector<Realisation> realisations;  ///< by number
    std::vector<std::string> folders;       ///< that were read

    /// By exact id, live or archived.
    std::optional<Number> find(std::string_view id) const;
    Number number(Graph::Index index) const { return graph.data().position[index]; }
    const Revision& operator[](Number number) const { return graph.data().pool->revisions[number]; }

    /// By number. Computed at the first call for a dialect; thread-safe.
    const std::vector<Checksum>& checksums(Dialect dialect) const;
    const Checksum& checksum(Graph::Index index, Dialect dialect) const {
        return checksums(dialect)[number(index)];
    }

    std::string downgrade_checksum(Number number, Dialect dialect) const;
    /// What is kept in the database to take the revision down without its script; empty: nothing.
    std::string downgrade_text(Number number, Dialect dialect) const;
    bool has_downgrade(Number number, Dialect dialect) const;
    /// Baselines without an upgrade for the dialect: what they stand for is run instead.
    graph::Unfolded archived_only(Dialect dialect) const;

private:
    static constexpr std::size_t dialects = 3;
    mutable std::array<std::once_flag, dialects> computed_;
    mutable std::array<std::vector<Checksum>, dialects> checksums_;
};

}  // namespace retort
