#include "objects/components.hpp"

#include <algorithm>

namespace retort::objects {
namespace {

/// Tarjan's algorithm with a stack of its own, for chains of any length.
class Walk {
public:
    explicit Walk(const std::vector<Node>& nodes)
        : nodes_(nodes),
          number_(nodes.size(), 0),
          low_(nodes.size(), 0),
          component_(nodes.size(), none) {}

    void from(std::size_t root) {
        if (number_[root] == 0) {
            enter(root);
        }
        while (!stack_.empty()) {
            advance();
        }
    }

    std::vector<std::size_t> take() { return std::move(component_); }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    struct Frame {
        std::size_t node;
        std::size_t next;  ///< of what it uses and then may use
    };

    void enter(std::size_t node) {
        number_[node] = low_[node] = ++entered_;
        open_.push_back(node);
        stack_.push_back({node, 0});
    }

    void advance() {
        Frame& frame = stack_.back();
        const Node& node = nodes_[frame.node];
        const std::size_t next = frame.next++;
        if (next < node.uses.size()) {
            look_at(frame.node, node.uses[next]);
        } else if (next - node.uses.size() < node.may_use.size()) {
            look_at(frame.node, node.may_use[next - node.uses.size()]);
        } else {
            leave(frame.node);
        }
    }

    void look_at(std::size_t from, std::size_t used) {
        if (number_[used] == 0) {
            enter(used);
        } else if (component_[used] == none) {
            low_[from] = std::min(low_[from], number_[used]);
        }
    }

    void leave(std::size_t node) {
        stack_.pop_back();
        if (!stack_.empty()) {
            std::size_t& low = low_[stack_.back().node];
            low = std::min(low, low_[node]);
        }
        if (low_[node] != number_[node]) {
            return;
        }
        std::size_t member = none;
        do {
            member = open_.back();
            open_.pop_back();
            component_[member] = node;
        } while (member != node);
    }

    const std::vector<Node>& nodes_;
    std::vector<std::size_t> number_;  ///< in the order of entering, from 1 on
    std::vector<std::size_t> low_;
    std::vector<std::size_t> component_;
    std::vector<std::size_t> open_;
    std::vector<Frame> stack_;
    std::size_t entered_ = 0;
};

}  // namespace

std::vector<std::size_t> components(const std::vector<Node>& nodes) {
    Walk walk(nodes);
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        walk.from(node);
    }
    return walk.take();
}

}  // namespace retort::objects
