#include "errors/target.hpp"

#include "errors/graph.hpp"
#include "errors/text.hpp"

#include <fmt/format.h>

namespace retort::errors {
namespace {

constexpr std::size_t most_listed = 20;

template <typename... Arguments>
UsageError target_error(fmt::format_string<Arguments...> sentences, Arguments&&... arguments) {
    return {ErrorKind::target, fmt::format(sentences, std::forward<Arguments>(arguments)...)};
}

std::string listed(const Texts& texts, std::string_view last = "and") {
    if (texts.size() <= most_listed) {
        return list(texts, last);
    }
    Texts some(texts.begin(), texts.begin() + most_listed);
    some.push_back(fmt::format("{} more", texts.size() - most_listed));
    return list(some, last);
}

std::string count(std::size_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string in_lineage_of(const std::string& branch) {
    return branch.empty() ? "" : fmt::format(" in the lineage of {}", branch);
}

std::string subject(const std::string& target, const std::string& name) {
    return target == name ? quoted(name)
                          : fmt::format("{} in the target {}", quoted(name), quoted(target));
}

}  // namespace

UsageError bad_name(std::string_view target, std::string_view name) {
    const std::string reason =
        name.empty() ? "a name is missing" : quoted(name) + " " + name_fault(name);
    return target_error(
        "{} is not a target: {}. Type an id, a prefix of one, a label, head, heads, base or "
        "current, with +n or -n after it or label@ before it where that is wanted.",
        quoted(target), reason);
}

UsageError bad_offset(std::string_view target, char sign) {
    return target_error(
        "{} is not a target: '{}' must be followed by a whole number from 1 to 999999999 and "
        "nothing else.",
        quoted(target), sign);
}

UsageError range_as_target(std::string_view target) {
    return target_error(
        "{} is a range, and one target is wanted here. Type the end that you want to reach.",
        quoted(target));
}

UsageError not_a_range(std::string_view text) {
    return target_error(
        "{} is not a range. Type A:B with two targets; without A it begins at base, without B it "
        "ends at heads.",
        quoted(text));
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
        quoted(target), branch, listed(ids) + (ids.size() == 1 ? " is" : " are"), branch);
}

UsageError several_heads(const std::string& target, const Texts& heads, const std::string& branch,
                         const Texts& choices, const std::string& all) {
    const std::string or_all = all.empty() ? "" : fmt::format("; {} means all of them", all);
    return target_error("{} is ambiguous: there are {} heads{}: {}. Type {}{}.", quoted(target),
                        heads.size(), in_lineage_of(branch), listed(heads), listed(choices, "or"),
                        or_all);
}

UsageError names_nothing(const std::string& target) {
    return target_error("{} names no revision here. Name one by its id or label.", quoted(target));
}

UsageError no_database(const std::string& target) {
    return target_error(
        "{} asks what is recorded in a database, and this does not read one. Name "
        "the revision instead.",
        quoted(target));
}

UsageError relative_alone(const std::string& target) {
    return target_error(
        "{} does not say from which revision to count. Put it in front, as in "
        "current+1 or head-1.",
        quoted(target));
}

UsageError several_starts(const std::string& target, const Texts& starts, const Texts& choices) {
    return target_error(
        "{} is ambiguous: it counts from one revision, and there are {}: {}. Type "
        "{}.",
        quoted(target), starts.size(), listed(starts), listed(choices, "or"));
}

UsageError ambiguous_walk(const std::string& target, bool up, const std::string& from,
                          const Texts& next, const Texts& choices) {
    const std::string fork =
        from.empty() ? fmt::format("there are {} bases", next.size())
                     : fmt::format("{} has {} {}", from, next.size(), up ? "children" : "parents");
    return target_error("{} is ambiguous: {}: {}. Type {}.", quoted(target), fork, listed(next),
                        listed(choices, "or"));
}

UsageError walked_too_far(const std::string& target, bool up, const std::string& end, int steps) {
    if (end.empty()) {
        return target_error("{} leads nowhere: {}.", quoted(target),
                            up ? "there are no revisions" : "nothing lies below base");
    }
    const std::string after =
        steps == 0 ? ""
                   : fmt::format(", reached after {}",
                                 count(static_cast<std::size_t>(steps), "step", "steps"));
    return target_error("{} leads past the end of the history: {} is a {}{}. Count fewer steps.",
                        quoted(target), end, up ? "head" : "base", after);
}

UsageError upgrade_to_base(const std::string& target) {
    return target_error(
        "An upgrade cannot go to {}, where nothing is applied. That is what "
        "downgrade is for.",
        quoted(target));
}

UsageError upgrade_downwards(const std::string& target) {
    return target_error(
        "{} counts downwards, and an upgrade goes up. Use downgrade, or type + "
        "instead of -.",
        quoted(target));
}

UsageError downgrade_upwards(const std::string& target) {
    return target_error(
        "{} counts upwards, and a downgrade goes down. Use upgrade, or type - "
        "instead of +.",
        quoted(target));
}

UsageError several_to_downgrade_to(const std::string& target, const Texts& choices) {
    return target_error("{} names {} revisions, and a downgrade goes to one. Type {}.",
                        quoted(target), choices.size(), listed(choices, "or"));
}

UsageError not_applied(const std::string& id, const Texts& recorded) {
    const std::string state =
        recorded.empty() ? "Nothing is recorded in this database."
                         : fmt::format("Recorded {}: {}.", recorded.size() == 1 ? "head" : "heads",
                                       listed(recorded));
    return target_error(
        "Revision {} is not applied, so that a downgrade cannot stop there. {} "
        "Name a revision that is applied, or upgrade to {}.",
        id, state, id);
}

UsageError too_few_applied(const std::string& target, const std::string& branch, int applied) {
    const std::string amount =
        applied == 0 ? "no revision is"
                     : "only " + count(static_cast<std::size_t>(applied), "is", "are");
    return target_error(
        "{} takes down more than there is: {} applied{}. Count fewer steps, or "
        "type {}base.",
        quoted(target), amount, in_lineage_of(branch), branch.empty() ? "" : branch + "@");
}

UsageError ambiguous_downgrade(const std::string& target, const Texts& taken, const Texts& tips,
                               const Texts& choices) {
    const std::string when =
        taken.empty() ? "" : fmt::format(" after taking down {}", listed(taken));
    return target_error("{} is ambiguous:{} there are {} newest revisions: {}. Type {}.",
                        quoted(target), when.empty() ? when : when + ",", tips.size(), listed(tips),
                        listed(choices, "or"));
}

UsageError siblings_in_the_way(const std::string& target, const std::string& branch,
                               const Texts& siblings, const std::string& plain) {
    return target_error(
        "{} would also take down {}, outside the lineage of {} but on the same "
        "trunk. To take down both, type {}.",
        quoted(target), listed(siblings), branch, plain);
}

UsageError no_target() {
    return target_error("A target is missing. Name the revision, or base.");
}

UsageError base_and_others(const std::string& base) {
    return target_error(
        "{} means that nothing is applied, and cannot be combined with other "
        "targets. Name it alone, or leave it out.",
        quoted(base));
}

UsageError named_twice(const std::string& one, const std::string& other, const std::string& id) {
    return target_error("{} and {} both name revision {}. Name it once.", quoted(one),
                        quoted(other), id);
}

UsageError on_one_lineage(const std::string& ancestor_target, const std::string& descendant_target,
                          const std::string& ancestor, const std::string& descendant) {
    return target_error(
        "{} and {} lie on one lineage: {} is an ancestor of {}. Name only one of "
        "them.",
        quoted(ancestor_target), quoted(descendant_target), ancestor, descendant);
}

UsageError base_as_upper_end(std::string_view range) {
    return target_error("{} ends at base, below every revision. Put base before the colon.",
                        quoted(range));
}

UsageError range_end_outwards(std::string_view range) {
    return target_error(
        "{} counts the wrong way: before the colon -n counts down from the other "
        "end, after it +n counts up.",
        quoted(range));
}

UsageError not_an_ancestor(std::string_view range, const std::string& lower, const Texts& upper,
                           bool reversed) {
    const std::string advice = reversed ? "Write the two ends the other way round."
                                        : "Name two ends of one line of descent.";
    return target_error("{} is not a range: {} is not an ancestor of {}. {}", quoted(range), lower,
                        listed(upper, "or"), advice);
}

UsageError no_head_chosen(const Texts& heads, const Texts& choices) {
    return target_error(
        "There are {} heads: {}. Say which one the new revision follows: {}; or "
        "merge them first.",
        heads.size(), listed(heads), listed(choices, "or"));
}

UsageError not_a_head(const std::string& id, const Texts& children) {
    return target_error(
        "Revision {} is not a head: {} {} it already. Name a head, or ask for a "
        "new branch with splice.",
        id, listed(children), children.size() == 1 ? "follows" : "follow");
}

UsageError too_few_to_merge(const Texts& named) {
    const std::string given =
        named.empty() ? "none is named" : "only " + listed(named) + " is named";
    return target_error("A merge joins two revisions or more, and {}. Name the heads to merge.",
                        given);
}

DatabaseError unknown_recorded(const Texts& ids) {
    ErrorFacts facts;
    facts.revision = ids.front();
    const bool one = ids.size() == 1;
    return {ErrorKind::unknown,
            fmt::format("The database records {} {}, which the scripts do not have. Either the "
                        "database is ahead of this program, or {} removed: use a program that has "
                        "{}, or bring the {} back. To make the database forget {}, stamp the right "
                        "target with purge.",
                        one ? "revision" : "the revisions", listed(ids),
                        one ? "the script was" : "the scripts were", one ? "it" : "them",
                        one ? "script" : "scripts", one ? "it" : "them"),
            facts};
}

}  // namespace retort::errors
