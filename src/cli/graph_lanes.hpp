#pragma once

#include "cli/graph_drawing.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace retort::cli {

/// A line of the picture under construction. Column n of the lanes is character 2n.
class RowPicture {
public:
    void lane(std::size_t column);
    void move_left(std::size_t column);   ///< from `column` to the one on its left
    void move_right(std::size_t column);  ///< from `column` to the one on its right
    void put(std::size_t x, char c);
    bool blank(std::size_t x) const;
    std::string padded(std::size_t width) const;
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

/// An edge on its way to a lane at its left, crossing what stands between.
struct Flight {
    std::size_t column;
    std::size_t target;
};

/// The lines that run downwards, each waiting for one revision.
class Lanes {
public:
    /// Draws one revision and everything that must happen before the next can be drawn.
    void add(Graph::Index revision, const Graph::Indices& parents);
    std::vector<DrawnRow> take_rows() { return std::move(rows_); }

private:
    struct Lane {
        std::size_t column;
        Graph::Index awaits;
    };
    /// Where the edges of one revision go.
    struct Fan {
        std::size_t place;                 ///< index of the revision's lane
        Graph::Indices own;                ///< parents that get a lane from here on
        std::optional<std::size_t> left;   ///< column of a lane at the left that is joined
        std::optional<std::size_t> right;  ///< column of the next lane, if it is joined
    };

    std::size_t place_of(Graph::Index revision);
    std::optional<std::size_t> find(Graph::Index awaited) const;
    Fan fan_out(std::size_t place, const Graph::Indices& parents) const;
    RowPicture standing() const;  ///< every lane goes on
    void make_room(const Fan& fan);
    void draw_revision(const Fan& fan, Graph::Index revision);
    void replace_lane(const Fan& fan);
    std::optional<Flight> draw_fan(const Fan& fan);
    void settle(std::optional<Flight> flight, const Graph::Indices& fresh);
    bool compact() const;
    /// Of two lanes that wait for the same revision the right one ends in the left one.
    std::optional<Flight> join_twins(const Graph::Indices& fresh);
    void shift_left(RowPicture& row, std::size_t from_column);
    void finish(const RowPicture& row);

    std::vector<Lane> lanes_;  ///< by column; between two revisions without gaps
    std::vector<DrawnRow> rows_;
    std::optional<std::size_t> ended_;  ///< column of the row above, where a line ended
};

}  // namespace retort::cli
