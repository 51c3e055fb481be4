"""Names and targets that are read differently."""
import re

from contract import SYMBOLS
from rules import *

RULES, rule = rule_set()


def in_full(case, abbreviated):
    """The targets with every abbreviation of that sort typed in full; None: there is none."""
    graph, targets, changed = case.graph, [], False
    for text in case.command.targets:
        target = case.target(text)
        branch, word = target.branch, target.word
        if branch and abbreviated(graph, branch) and revision_named(graph, branch):
            branch = candidates(graph, branch)[0]
            changed = True
        lineage = None
        if branch and revision_named(graph, branch) and case.kind != "downgrade":
            lineage = graph.lineage(revision_named(graph, branch))
        if word and word not in SYMBOLS and abbreviated(graph, word):
            if revision_named(graph, word, lineage):
                word = candidates(graph, word, lineage)[0]
                changed = True
        targets.append(text_of(branch, word, target.offset))
    return targets if changed else None


def is_short(graph, name):
    return len(name) < 3 and not is_exact(graph, name)


def begins_a_label(graph, name):
    labels = any(label.startswith(name) for label in graph.labels)
    return labels and not is_exact(graph, name)


@rule
def short_prefix(case):
    """A prefix of one or two characters names a revision by accident, and is refused."""
    targets = in_full(case, is_short)
    return bool(targets) and refused(case) and understood(case, *targets)


@rule
def label_prefix(case):
    """Labels are names that people choose and are typed in full; a prefix stands for ids only."""
    targets = in_full(case, begins_a_label)
    if targets and refused(case) and understood(case, *targets):
        return True
    names = [name for text in case.command.targets for name in names_of(case.target(text))]
    ambiguous = any(begins_a_label(case.graph, name) for name in names)
    return ambiguous and alembic_refused(case, NO_SUCH_REVISION)


@rule
def trailing_junk(case):
    """Text behind the number of a relative target is an error, and is not passed over."""
    match = re.match(r"(.*[+-][0-9]+)[a-z]+\Z", case.command.target)
    if not match or case.kind == "stamp" or not refused(case):
        return False
    return understood(case, match.group(1))


@rule
def relative_to_any_id(case):
    """A relative target may start from any id, one with a dot too."""
    target = case.target()
    return (
        case.kind != "stamp"
        and target.offset != 0
        and "." in target.word
        and alembic_refused(case, NO_SUCH_REVISION)
    )


@rule
def upgrade_to_base(case):
    """An upgrade never goes to base: it would do nothing, and whoever typed it meant a downgrade."""
    target = case.target()
    return (
        case.kind == "upgrade"
        and target.word == "base"
        and not target.offset
        and refused(case)
        and not case.alembic.steps
        and case.alembic.heads == case.before
    )


@rule
def heads_that_overlap(case):
    """Several heads are a fine target when one of them depends on another."""
    target = case.target()
    if case.kind != "upgrade" or target.word != "heads" or not target.branch:
        return False
    graph = case.graph
    heads = graph.heads & lineage_named(graph, target.branch)
    overlapping = any(other in graph.closure([one]) - {one} for one in heads for other in heads)
    return overlapping and alembic_refused(case, "overlaps with other requested revisions")


@rule
def unread_branch(case):
    """A branch that does not exist is an error, even where nothing hangs on it."""
    plain = []
    for text in case.command.targets:
        target = case.target(text)
        unknown = target.branch and not revision_named(case.graph, target.branch)
        plain.append(text_of("" if unknown else target.branch, target.word, target.offset))
    changed = tuple(plain) != case.command.targets
    return changed and refused(case) and understood(case, *plain)
