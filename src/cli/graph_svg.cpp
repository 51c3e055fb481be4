#include "cli/graph_drawing.hpp"
#include "cli/graph_formats.hpp"
#include "cli/terminal.hpp"
#include "cli/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::cli {
namespace {

constexpr std::size_t cell = 9;     // of one character's width
constexpr std::size_t height = 22;  // of a row
constexpr std::size_t margin = 16;
constexpr std::size_t letter = 8;  // the widest that the font gets

std::string escaped(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
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
                escaped += c;
        }
    }
    return escaped;
}

/// The strokes of a picture of characters, as one SVG path.
class Strokes {
public:
    explicit Strokes(const std::vector<DrawnRow>& rows) : rows_(rows) {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            for (std::size_t x = 0; x < rows[row].picture.size(); ++x) {
                add(x, row, rows[row].picture[x]);
            }
        }
    }

    const std::string& path() const { return path_; }
    const std::string& nodes() const { return nodes_; }

private:
    char at(std::size_t x, std::size_t row) const {
        return row < rows_.size() && x < rows_[row].picture.size() ? rows_[row].picture[x] : ' ';
    }

    void add(std::size_t x, std::size_t row, char c) {
        const std::size_t top = 2 * row;
        switch (c) {
            case '|':
                line(x, top, x, top + 2);
                break;
            case '/':
                line(x + 1, top, x - 1, top + 2);
                break;
            case '\\':
                line(x - 1, top, x + 1, top + 2);
                break;
            case '_':
                line(x - 1, top + 2, x + 1, top + 2);
                break;
            case '-':
            case '.':
                add_fan(x, top, c == '.');
                break;
            case '*':
                add_node(x, row);
                break;
            default:
                break;
        }
    }

    /// `-` and `.` lead from a merge point to the strokes that begin below them.
    void add_fan(std::size_t x, std::size_t top, bool last) {
        line(x - 1, top + 1, last ? x : x + 1, top + 1);
        if (x % 2 == 0) {
            line(x, top + 1, x, top + 2);
        }
    }

    void add_node(std::size_t x, std::size_t row) {
        const std::size_t top = 2 * row;
        if (row > 0 && leads_down_to(x, row - 1)) {
            line(x, top, x, top + 1);
        }
        if (leads_up_to(x, row + 1)) {
            line(x, top + 1, x, top + 2);
        }
        nodes_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"4.5\"/>", margin + x * cell,
                              margin + row * height + height / 2);
    }

    bool leads_down_to(std::size_t x, std::size_t row) const {
        const char above = at(x, row);
        return above == '|' || above == '*' || at(x + 1, row) == '/' ||
               (x > 0 && at(x - 1, row) == '\\');
    }

    bool leads_up_to(std::size_t x, std::size_t row) const {
        const char below = at(x, row);
        return below == '|' || below == '*' || at(x + 1, row) == '\\' ||
               (x > 0 && at(x - 1, row) == '/');
    }

    /// In cells, and halves of rows.
    void line(std::size_t x1, std::size_t y1, std::size_t x2, std::size_t y2) {
        path_ += fmt::format("M{} {}L{} {}", margin + x1 * cell, margin + y1 * height / 2,
                             margin + x2 * cell, margin + y2 * height / 2);
    }

    const std::vector<DrawnRow>& rows_;
    std::string path_;
    std::string nodes_;
};

std::string text_of(const GraphView& view, Graph::Index index) {
    return text::graph_line(Terminal(), view.graph, index, view.current, 0);
}

}  // namespace

std::string to_svg(const GraphView& view) {
    const std::vector<DrawnRow> rows = draw(view.graph, view.newest_first);
    std::string texts;
    std::size_t widest = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (rows[row].revision) {
            const std::string text = text_of(view, *rows[row].revision);
            const std::size_t x = margin + rows[row].picture.size() * cell;
            widest = std::max(widest, x + columns(text) * letter);
            texts += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>\n", x,
                                 margin + row * height + height / 2 + 5, escaped(text));
        }
    }
    const Strokes strokes(rows);
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
        "viewBox=\"0 0 {0} {1}\">\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        "<path d=\"{2}\" stroke=\"#4078c0\" stroke-width=\"2\" stroke-linecap=\"round\" "
        "fill=\"none\"/>\n<g fill=\"#24292e\">{3}</g>\n"
        "<g font-family=\"monospace\" font-size=\"13\" fill=\"#24292e\">\n{4}</g>\n</svg>\n",
        widest + margin, rows.size() * height + 2 * margin, strokes.path(), strokes.nodes(), texts);
}

}  // namespace retort::cli
