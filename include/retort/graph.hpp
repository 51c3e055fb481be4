#pragma once

#include <retort/revision.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace retort {

/// The revisions and their edges, checked. Immutable, and cheap to copy (copies share one graph);
/// any number of threads may read it.
///
/// *Needs* are parents and dependencies together, with labels replaced by the revision that
/// carries them. Lists of indices are in byte order of the ids unless they say otherwise, each
/// index once.
class RETORT_API Graph {
public:
    /// Position of a revision in the total order: 0 is the oldest, size() - 1 the newest.
    using Index = std::uint32_t;
    using Indices = std::vector<Index>;

    /// Indices that the graph holds: valid as long as a copy of the graph lives.
    class Span {
    public:
        Span(const Index* first, const Index* last) noexcept : first_(first), last_(last) {}

        const Index* begin() const noexcept { return first_; }
        const Index* end() const noexcept { return last_; }
        std::size_t size() const noexcept { return static_cast<std::size_t>(last_ - first_); }
        bool empty() const noexcept { return first_ == last_; }
        Index operator[](std::size_t position) const noexcept { return first_[position]; }
        Index front() const noexcept { return *first_; }

    private:
        const Index* first_;
        const Index* last_;
    };

    Graph();

    /// Linear in revisions and edges.
    /// @throws ScriptError (kind `graph`) that lists everything wrong at once
    explicit Graph(std::vector<Revision> revisions);

    struct Data;
    explicit Graph(std::shared_ptr<const Data> data);
    const Data& data() const noexcept { return *data_; }

    std::size_t size() const noexcept;

    /// @pre index < size()
    const Revision& operator[](Index index) const noexcept;

    /// By exact id. The last revision that a baseline stands for means the baseline.
    std::optional<Index> find(std::string_view id) const noexcept;
    /// The baseline that stands for this archived revision, which is not the last of its range.
    std::optional<Index> find_replacement(std::string_view id) const noexcept;
    /// The revision that carries this branch label.
    std::optional<Index> find_label(std::string_view label) const noexcept;

    /// The labels of the revision and of its ancestors, in byte order: the lines of descent that it
    /// lies on.
    std::vector<std::string> lines_of(Index index) const;

    Span parents(Index index) const noexcept;
    Span children(Index index) const noexcept;  ///< ascending
    Span needs(Index index) const noexcept;
    Span needed_by(Index index) const noexcept;  ///< ascending

    const Indices& bases() const noexcept;  ///< no parents
    const Indices& heads() const noexcept;  ///< no children
    /// The heads that nothing depends on: what `heads` means as a target.
    const Indices& target_heads() const noexcept;

    /// This graph with what its baselines stand for beside them, as far as the scripts are there:
    /// to look at.
    Graph with_archive() const;
    /// In such a graph: a baseline stands for it.
    bool is_archived(Index index) const noexcept;

    /// The total order is the order of the indices: depth-first post-order from the heads,
    /// heads and needs in byte order of their ids. What a revision needs has a lower index.

private:
    std::shared_ptr<const Data> data_;
};

}  // namespace retort
