#include "errors/plan.hpp"

#include "errors/target_error.hpp"

namespace retort::errors {

UsageError upgrade_to_base(const std::string& target) {
    return target_error(
        "An upgrade cannot go to {}, where nothing is applied. That is what "
        "downgrade is for.",
        in_quotes(target));
}

UsageError upgrade_downwards(const std::string& target) {
    return target_error(
        "{} counts downwards, and an upgrade goes up. Use downgrade, or type + "
        "instead of -.",
        in_quotes(target));
}

UsageError downgrade_upwards(const std::string& target) {
    return target_error(
        "{} counts upwards, and a downgrade goes down. Use upgrade, or type - "
        "instead of +.",
        in_quotes(target));
}

UsageError several_to_downgrade_to(const std::string& target, const Texts& choices) {
    return target_error("{} names {} revisions, and a downgrade goes to one. Type {}.",
                        in_quotes(target), choices.size(), listed(choices, "or"));
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
                     : fmt::format("only {} {}", applied, applied == 1 ? "is" : "are");
    return target_error(
        "{} takes down more than there is: {} applied{}. Count fewer steps, or "
        "type {}base.",
        in_quotes(target), amount, in_lineage_of(branch), branch.empty() ? "" : branch + "@");
}

UsageError ambiguous_downgrade(const std::string& target, const Texts& taken, const Texts& tips,
                               const Texts& choices) {
    const std::string when =
        taken.empty() ? "" : fmt::format("after taking down {}, ", listed(taken));
    return target_error("{} is ambiguous: {}there are {} newest revisions: {}. {}",
                        in_quotes(target), when, tips.size(), listed(tips), advice(choices));
}

UsageError siblings_in_the_way(const std::string& target, const std::string& branch,
                               const Texts& siblings, const std::string& plain) {
    return target_error(
        "{} would also take down {}, outside the lineage of {} but on the same "
        "trunk. To take down both, type {}.",
        in_quotes(target), listed(siblings), branch, plain);
}

UsageError no_target() {
    return target_error("A target is missing. Name the revision, or base.");
}

UsageError base_and_others(const std::string& base) {
    return target_error(
        "{} means that nothing is applied, and cannot be combined with other "
        "targets. Name it alone, or leave it out.",
        in_quotes(base));
}

UsageError named_twice(const std::string& one, const std::string& other, const std::string& id) {
    return target_error("{} and {} both name revision {}. Name it once.", in_quotes(one),
                        in_quotes(other), id);
}

UsageError on_one_lineage(const std::string& ancestor_target, const std::string& descendant_target,
                          const std::string& ancestor, const std::string& descendant) {
    return target_error(
        "{} and {} lie on one lineage: {} is an ancestor of {}. Name only one of "
        "them.",
        in_quotes(ancestor_target), in_quotes(descendant_target), ancestor, descendant);
}

UsageError base_as_upper_end(std::string_view range) {
    return target_error("{} ends at base, below every revision. Put base before the colon.",
                        in_quotes(range));
}

UsageError range_end_outwards(std::string_view range) {
    return target_error(
        "{} counts the wrong way: before the colon -n counts down from the other "
        "end, after it +n counts up.",
        in_quotes(range));
}

UsageError not_an_ancestor(std::string_view range, const std::string& lower, const Texts& upper,
                           bool reversed) {
    const std::string advice = reversed ? "Write the two ends the other way round."
                                        : "Name two ends of one line of descent.";
    return target_error("{} is not a range: {} is not an ancestor of {}. {}", in_quotes(range),
                        lower, listed(upper, "or"), advice);
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
        "new branch with `--splice`.",
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
