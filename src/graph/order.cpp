#include "graph/order.hpp"

#include <utility>

namespace retort::graph {
namespace {

enum class State : unsigned char { fresh, open, done };

struct Frame {
    Index node;
    std::size_t next;  // of its needs
};

class Walk {
public:
    explicit Walk(const Edges& needs)
        : needs_(needs), state_(needs.size(), State::fresh), cyclic_(needs.size(), false) {
        order_.nodes.reserve(needs.size());
    }

    void from(Index root) {
        enter(root);
        while (!stack_.empty()) {
            advance();
        }
    }

    Order take() { return std::move(order_); }

private:
    void enter(Index node) {
        if (state_[node] == State::fresh) {
            state_[node] = State::open;
            stack_.push_back({node, 0});
        }
    }

    void advance() {
        Frame& frame = stack_.back();
        const Graph::Span needs = needs_[frame.node];
        if (frame.next == needs.size()) {
            state_[frame.node] = State::done;
            order_.nodes.push_back(frame.node);
            stack_.pop_back();
            return;
        }
        const Index needed = needs[frame.next++];
        if (state_[needed] == State::open) {
            close_cycle(needed);
        } else {
            enter(needed);
        }
    }

    // Nodes are marked as they are passed, so that all cycles together cost one pass.
    void close_cycle(Index first) {
        Indices cycle;
        std::size_t top = stack_.size();
        bool known = false;
        do {
            const Index node = stack_[--top].node;
            known = cyclic_[node];
            cyclic_[node] = true;
            cycle.push_back(node);
        } while (!known && cycle.back() != first);
        if (!known) {
            order_.cycles.emplace_back(cycle.rbegin(), cycle.rend());
        }
    }

    const Edges& needs_;
    std::vector<State> state_;
    std::vector<bool> cyclic_;
    std::vector<Frame> stack_;
    Order order_;
};

}  // namespace

Order depth_first(const Edges& needs, const Indices& roots) {
    Walk walk(needs);
    for (const Index root : roots) {
        walk.from(root);
    }
    for (Index node = 0; node < needs.size(); ++node) {
        walk.from(node);
    }
    return walk.take();
}

}  // namespace retort::graph
