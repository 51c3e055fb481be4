#include "errors/target.hpp"

#include "errors/graph.hpp"
#include "errors/target_error.hpp"

namespace retort::errors {
namespace {

std::string count(std::size_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string subject(const std::string& target, const std::string& name) {
    return target == name ? in_quotes(name)
                          : fmt::format("{} in the target {}", in_quotes(name), in_quotes(target));
}

}  // namespace

UsageError bad_name(std::string_view target, std::string_view name) {
    const std::string reason =
        name.empty() ? "a name is missing" : in_quotes(name) + " " + name_fault(name);
    return target_error(
        "{} is not a target: {}. Type an id, a prefix of one, a label, head, heads, base or "
        "current, with +n or -n after it or label@ before it where that is wanted.",
        in_quotes(target), reason);
}

UsageError bad_offset(std::string_view target, char sign) {
    return target_error(
        "{} is not a target: '{}' must be followed by a whole number from 1 to 999999999 and "
        "nothing else.",
        in_quotes(target), sign);
}

UsageError range_as_target(std::string_view target) {
    return target_error(
        "{} is a range, and one target is wanted here. Type the end that you want to reach.",
        in_quotes(target));
}

UsageError not_a_range(std::string_view text) {
    return target_error(
        "{} is not a range. Type A:B with two targets; without A it begins at base, without B it "
        "ends at heads.",
        in_quotes(text));
}

UsageError unknown_name(const std::string& target, const std::string& name, const Texts& nearest) {
    const std::string advice = nearest.empty()
                                   ? "The command history lists what there is."
                                   : fmt::format("Did you mean {}?", list(nearest, "or"));
    return target_error("{} is neither a revision nor a branch label. {}", subject(target, name),
                        advice);
}

UsageError short_prefix(const std::string& target, const std::string& prefix, const Texts& ids) {
    return target_error(
        "{} is too short for a prefix, which needs three characters or more. It "
        "could be {}: type more of the id.",
        subject(target, prefix), listed(ids, "or"));
}

UsageError ambiguous_prefix(const std::string& target, const std::string& prefix,
                            const Texts& ids) {
    return target_error("{} is the beginning of {} revisions: {}. Type more of the id.",
                        subject(target, prefix), ids.size(), listed(ids));
}

UsageError not_in_lineage(const std::string& target, const Texts& ids, const std::string& branch) {
    return target_error(
        "{} leads outside the lineage of {}: {} neither among its ancestors nor "
        "among its descendants. Leave out '{}@', or name a revision of that "
        "lineage.",
        in_quotes(target), branch, listed(ids) + (ids.size() == 1 ? " is" : " are"), branch);
}

UsageError several_heads(const std::string& target, const Texts& heads, const std::string& branch,
                         const Texts& choices, const std::string& all) {
    const std::string or_all = all.empty() ? "" : fmt::format("{} means all of them", all);
    return target_error("{} is ambiguous: there are {} heads{}: {}. {}", in_quotes(target),
                        heads.size(), in_lineage_of(branch), listed(heads),
                        advice(choices, or_all));
}

UsageError names_nothing(const std::string& target) {
    return target_error("{} names no revision here. Name one by its id or label.",
                        in_quotes(target));
}

UsageError no_database(const std::string& target) {
    return target_error(
        "{} asks what is recorded in a database, and this does not read one. Name "
        "the revision instead.",
        in_quotes(target));
}

UsageError relative_alone(const std::string& target) {
    return target_error(
        "{} does not say from which revision to count. Put it in front, as in "
        "current+1 or head-1.",
        in_quotes(target));
}

UsageError several_starts(const std::string& target, const Texts& starts, const Texts& choices) {
    return target_error("{} is ambiguous: it counts from one revision, and there are {}: {}. {}",
                        in_quotes(target), starts.size(), listed(starts), advice(choices));
}

UsageError ambiguous_walk(const std::string& target, bool up, const std::string& from,
                          const Texts& next, const Texts& choices) {
    const std::string fork =
        from.empty() ? fmt::format("there are {} bases", next.size())
                     : fmt::format("{} has {} {}", from, next.size(), up ? "children" : "parents");
    return target_error("{} is ambiguous: {}: {}. {}", in_quotes(target), fork, listed(next),
                        advice(choices));
}

UsageError walked_too_far(const std::string& target, bool up, const std::string& end, int steps) {
    if (end.empty()) {
        return target_error("{} leads nowhere: {}.", in_quotes(target),
                            up ? "there are no revisions" : "nothing lies below base");
    }
    const std::string after =
        steps == 0 ? ""
                   : fmt::format(", reached after {}",
                                 count(static_cast<std::size_t>(steps), "step", "steps"));
    return target_error("{} leads past the end of the history: {} is a {}{}. Count fewer steps.",
                        in_quotes(target), end, up ? "head" : "base", after);
}

}  // namespace retort::errors
