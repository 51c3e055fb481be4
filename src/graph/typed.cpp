#include "graph/typed.hpp"

#include "errors/plan.hpp"
#include "errors/target.hpp"

namespace retort::graph {

Target parse_move(Direction direction, std::string_view text) {
    Target target = parse_target(text);
    const bool up = direction == Direction::upgrade;
    if (up && target.is(Symbol::base)) {
        throw errors::upgrade_to_base(target.text);
    }
    if (target.relative() && (target.offset < 0) == up) {
        throw up ? errors::upgrade_downwards(target.text) : errors::downgrade_upwards(target.text);
    }
    return target;
}

Target parse_place(std::string_view text) {
    Target target = parse_target(text);
    if (target.relative()) {
        throw errors::relative_alone(target.text);
    }
    return target;
}

std::vector<Target> parse_stamp(const std::vector<std::string>& texts) {
    if (texts.empty()) {
        throw errors::no_target();
    }
    std::vector<Target> targets;
    for (const std::string& text : texts) {
        targets.push_back(parse_place(text));
        if (targets.back().is(Symbol::base) && texts.size() > 1) {
            throw errors::base_and_others(text);
        }
    }
    return targets;
}

TypedRange parse_range(std::string_view text) {
    const auto ends = split_at_colon(text);
    if (!ends) {
        throw errors::not_a_range(text);
    }
    Target lower = parse_target(ends->lower.empty() ? "base" : ends->lower);
    const std::string all = lower.branch.empty() ? "heads" : lower.branch + "@heads";
    Target upper = parse_target(ends->upper.empty() ? std::string_view(all) : ends->upper);
    if (upper.is(Symbol::base)) {
        throw errors::base_as_upper_end(text);
    }
    if ((lower.relative() && lower.offset > 0) || (upper.relative() && upper.offset < 0)) {
        throw errors::range_end_outwards(text);
    }
    return {std::move(lower), std::move(upper)};
}

TypedRange parse_offline_range(std::string_view text) {
    const auto ends = split_at_colon(text);
    if (!ends) {
        return {parse_target("base"), parse_target(text)};
    }
    Target lower = parse_place(ends->lower.empty() ? "base" : ends->lower);
    if (lower.symbol == Symbol::current) {
        throw errors::no_database(lower.text);
    }
    return {std::move(lower), parse_target(ends->upper.empty() ? "heads" : ends->upper)};
}

}  // namespace retort::graph
