#include "cli/graph_formats.hpp"
#include "cli/graph_rails.hpp"
#include "cli/terminal.hpp"
#include "cli/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace retort::cli {
namespace {

constexpr std::size_t rail_width = 16;
constexpr std::size_t row_height = 24;
constexpr std::size_t margin = 16;
constexpr std::size_t letter = 8;  // the widest that the font gets
constexpr std::size_t longest = 120;

/// Apart from each other to any eye, and readable on white.
constexpr std::array<const char*, 8> palette = {"#0b6bcb", "#c2410c", "#15803d", "#a21caf",
                                                "#b45309", "#0f766e", "#be123c", "#4f46e5"};

std::size_t x_of(std::size_t rail) {
    return margin + rail * rail_width;
}

std::size_t y_of(std::size_t row) {
    return margin + row * row_height + row_height / 2;
}

const char* colour(std::size_t number) {
    return palette[number % palette.size()];
}

/// Characters that XML does not have become `?`.
std::string escaped(std::string_view text) {
    std::string escaped;
    for (std::size_t i = 0; i < text.size(); ++i) {
        switch (text[i]) {
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '&':
                escaped += "&amp;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            default:
                escaped += text[i];
        }
    }
    for (const std::string_view noncharacter : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
        for (auto at = escaped.find(noncharacter); at != std::string::npos;
             at = escaped.find(noncharacter)) {
            escaped.replace(at, noncharacter.size(), "?");
        }
    }
    return escaped;
}

/// A straight stroke, or an S from rail to rail.
std::string path_of(const RailLine& line) {
    const RailPoint first = line.points.front();
    std::string path = fmt::format("M{} {}", x_of(first.rail), y_of(first.row));
    for (std::size_t i = 1; i < line.points.size(); ++i) {
        const RailPoint from = line.points[i - 1];
        const RailPoint to = line.points[i];
        const std::size_t x = x_of(to.rail);
        const std::size_t y = y_of(to.row);
        if (from.rail == to.rail) {
            path += fmt::format("V{}", y);
        } else {
            const std::size_t middle = (y_of(from.row) + y) / 2;
            path += fmt::format("C{} {} {} {} {} {}", x_of(from.rail), middle, x, middle, x, y);
        }
    }
    return path;
}

std::string strokes(const RailLayout& layout) {
    std::string strokes;
    for (const bool dependency : {true, false}) {
        for (const RailLine& line : layout.lines) {
            if (line.dependency == dependency) {
                strokes += fmt::format("<path {}d=\"{}\" stroke=\"{}\"/>\n",
                                       dependency ? "class=\"depends\" " : "", path_of(line),
                                       colour(line.colour));
            }
        }
    }
    return strokes;
}

/// The name stands out, what follows it does not.
std::string caption(const GraphView& view, const RailLayout::Row& row, std::size_t number,
                    std::size_t& right) {
    const std::string whole =
        text::graph_line(Terminal(), view.graph, row.revision, view.current, 0);
    const std::string shown = one_line(whole, longest);
    const std::size_t x = x_of(row.width) - rail_width / 4;
    right = std::max(right, x + columns(shown) * letter);
    const std::size_t id = std::min(view.graph[row.revision].id.size(), shown.size());
    return fmt::format("<text x=\"{}\" y=\"{}\"><title>{}</title><tspan>{}</tspan>{}</text>\n", x,
                       y_of(number) + 4, escaped(printable(whole)), escaped(shown.substr(0, id)),
                       escaped(shown.substr(id)));
}

std::string node(const GraphView& view, const RailLayout::Row& row, std::size_t number) {
    return fmt::format("<circle {}cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>\n",
                       view.is_current(row.revision) ? "class=\"current\" " : "", x_of(row.rail),
                       y_of(number), view.is_current(row.revision) ? 6 : 5, colour(row.colour));
}

constexpr const char* style =
    "path { fill: none; stroke-width: 2 }\n"
    ".depends { stroke-width: 1.5; stroke-dasharray: 5 4; opacity: 0.8 }\n"
    "circle { stroke: white; stroke-width: 1.5 }\n"
    ".current { stroke: black; stroke-width: 2.5 }\n"
    "text { font: 13px monospace; fill: #57606a }\n"
    "tspan { fill: #1f2328; font-weight: bold }\n";

}  // namespace

std::string to_svg(const GraphView& view) {
    const RailLayout layout = lay_rails(view);
    std::string nodes;
    std::string texts;
    std::size_t right = margin;
    for (std::size_t number = 0; number < layout.rows.size(); ++number) {
        nodes += node(view, layout.rows[number], number);
        texts += caption(view, layout.rows[number], number, right);
    }
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
        "viewBox=\"0 0 {0} {1}\">\n<style>\n{2}</style>\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n{3}{4}{5}</svg>\n",
        right + margin, layout.rows.size() * row_height + 2 * margin, style, strokes(layout), nodes,
        texts);
}

}  // namespace retort::cli
