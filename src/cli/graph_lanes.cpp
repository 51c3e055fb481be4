#include "cli/graph_lanes.hpp"

#include <algorithm>
#include <utility>

namespace retort::cli {

void RowPicture::put(std::size_t x, char c) {
    if (text_.size() <= x) {
        text_.resize(x + 1, ' ');
    }
    text_[x] = c;
}

void RowPicture::lane(std::size_t column) {
    put(2 * column, '|');
}

void RowPicture::move_left(std::size_t column) {
    put(2 * column - 1, '/');
}

void RowPicture::move_right(std::size_t column) {
    put(2 * column + 1, '\\');
}

bool RowPicture::blank(std::size_t x) const {
    return x >= text_.size() || text_[x] == ' ';
}

std::string RowPicture::padded(std::size_t width) const {
    std::string padded = text_;
    padded.resize(std::max(width, padded.size()), ' ');
    return padded;
}

namespace {

/// One row of a flight. A long way is one horizontal stroke behind the lanes that it crosses.
std::optional<Flight> fly(RowPicture& row, Flight flight) {
    row.move_left(flight.column);
    if (flight.column == flight.target + 1) {
        return std::nullopt;
    }
    for (std::size_t x = 2 * flight.target + 3; x + 2 < 2 * flight.column; ++x) {
        if (row.blank(x)) {
            row.put(x, '_');
        }
    }
    return Flight{flight.target + 1, flight.target};
}

}  // namespace

void Lanes::add(Graph::Index revision, const Graph::Indices& parents) {
    const Fan fan = fan_out(place_of(revision), parents);
    make_room(fan);
    draw_revision(fan, revision);
    std::optional<Flight> flight;
    if (fan.own.size() > 1 || fan.left || fan.right) {
        flight = draw_fan(fan);
    } else {
        replace_lane(fan);
    }
    settle(flight, fan.own);
}

std::optional<std::size_t> Lanes::find(Graph::Index awaited) const {
    const auto found = std::find_if(lanes_.begin(), lanes_.end(),
                                    [&](const Lane& lane) { return lane.awaits == awaited; });
    if (found == lanes_.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - lanes_.begin());
}

std::size_t Lanes::place_of(Graph::Index revision) {
    if (const auto place = find(revision)) {
        return *place;
    }
    const std::size_t column = lanes_.size();
    if (ended_ == column) {  // else a head under a base would look like its parent
        finish(standing());
    }
    lanes_.push_back({column, revision});
    return column;
}

Lanes::Fan Lanes::fan_out(std::size_t place, const Graph::Indices& parents) const {
    Fan fan{place, parents, {}, {}};
    if (parents.size() < 2) {
        return fan;
    }
    for (std::size_t column = place; column-- > 0 && !fan.left;) {
        const auto found = std::find(fan.own.begin(), fan.own.end(), lanes_[column].awaits);
        if (found != fan.own.end()) {
            fan.own.erase(found);
            fan.left = column;
        }
    }
    if (fan.own.size() < 3 && place + 1 < lanes_.size()) {
        const auto found = std::find(fan.own.begin(), fan.own.end(), lanes_[place + 1].awaits);
        if (found != fan.own.end()) {
            fan.own.erase(found);
            fan.right = place + 1;
        }
    }
    return fan;
}

RowPicture Lanes::standing() const {
    RowPicture row;
    for (const Lane& lane : lanes_) {
        row.lane(lane.column);
    }
    return row;
}

void Lanes::make_room(const Fan& fan) {
    if (fan.place + 1 == lanes_.size()) {
        return;
    }
    for (std::size_t more = 2; more < fan.own.size(); ++more) {
        RowPicture row;
        for (std::size_t i = 0; i < lanes_.size(); ++i) {
            i <= fan.place ? row.lane(i) : row.move_right(lanes_[i].column++);
        }
        finish(row);
    }
}

void Lanes::draw_revision(const Fan& fan, Graph::Index revision) {
    RowPicture row = standing();
    row.put(2 * fan.place, '*');
    if (fan.own.size() > 2) {
        const std::size_t end = 2 * (fan.place + fan.own.size() - 2);
        for (std::size_t x = 2 * fan.place + 1; x < end; ++x) {
            row.put(x, '-');
        }
        row.put(end, '.');
    }
    const std::size_t after = lanes_.size() - 1 + fan.own.size();
    rows_.push_back({row.padded(2 * std::max(lanes_.size(), after)), revision});
    ended_.reset();
    if (fan.own.empty() && !fan.left && !fan.right) {
        ended_ = fan.place;
    }
}

void Lanes::replace_lane(const Fan& fan) {
    const auto place = static_cast<std::ptrdiff_t>(fan.place);
    lanes_.erase(lanes_.begin() + place);
    for (std::size_t i = fan.own.size(); i-- > 0;) {
        lanes_.insert(lanes_.begin() + place, {fan.place + i, fan.own[i]});
    }
}

std::optional<Flight> Lanes::draw_fan(const Fan& fan) {
    RowPicture row;
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
        if (i < fan.place || (i > fan.place && fan.own.size() < 2)) {
            row.lane(lanes_[i].column);
        } else if (i > fan.place) {
            row.move_right(lanes_[i].column++);
        }
    }
    replace_lane(fan);
    for (std::size_t i = 0; i < fan.own.size(); ++i) {
        i == 0 ? row.lane(fan.place) : row.move_right(fan.place + i - 1);
    }
    if (fan.right) {
        row.move_right(fan.place);
    }
    std::optional<Flight> flight;
    if (fan.left) {
        flight = fly(row, {fan.place, *fan.left});
    }
    finish(row);
    return flight;
}

bool Lanes::compact() const {
    return lanes_.empty() || lanes_.back().column + 1 == lanes_.size();
}

std::optional<Flight> Lanes::join_twins(const Graph::Indices& fresh) {
    for (const Graph::Index awaited : fresh) {
        const auto waits = [&](const Lane& lane) { return lane.awaits == awaited; };
        const auto left = std::find_if(lanes_.begin(), lanes_.end(), waits);
        const auto right = std::find_if(left + 1, lanes_.end(), waits);
        if (right != lanes_.end()) {
            const Flight flight{right->column, left->column};
            lanes_.erase(right);
            return flight;
        }
    }
    return std::nullopt;
}

void Lanes::shift_left(RowPicture& row, std::size_t from_column) {
    std::size_t free = 0;
    for (Lane& lane : lanes_) {
        if (lane.column > from_column && lane.column > free) {
            row.move_left(lane.column--);
        } else {
            row.lane(lane.column);
        }
        free = lane.column + 1;
    }
}

void Lanes::settle(std::optional<Flight> flight, const Graph::Indices& fresh) {
    while (true) {
        if (!flight) {
            flight = join_twins(fresh);
        }
        if (!flight && compact()) {
            return;
        }
        RowPicture row;
        shift_left(row, flight ? flight->column : 0);
        if (flight) {
            flight = fly(row, *flight);
        }
        finish(row);
    }
}

void Lanes::finish(const RowPicture& row) {
    rows_.push_back({row.text(), std::nullopt});
    ended_.reset();
}

}  // namespace retort::cli
