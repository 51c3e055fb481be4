"""Names and texts that are read differently."""
import re

from alembic_reading import (
    NO_SUCH_REVISION,
    candidates,
    is_exact,
    lineage_named,
    revision_named,
)
from contract import SYMBOLS
from rules import Rules, alembic_refused, refused, text_of, understood

RULES = rule = Rules()


def is_short(graph, name):
    return 0 < len(name) < 3 and not is_exact(graph, name)


def begins_a_label(graph, name):
    labels = any(label.startswith(name) for label in graph.labels)
    return labels and not is_exact(graph, name)


def spelled(graph, name, abbreviated, lineage=None):
    """The one thing that an abbreviation of that sort means to Alembic; else the name as it is."""
    if not name or name in SYMBOLS or not abbreviated(graph, name):
        return name
    return candidates(graph, name, lineage)[0] if revision_named(graph, name, lineage) else name


def in_full(case, abbreviated):
    """The targets with every abbreviation of that sort typed in full."""
    graph, targets = case.graph, []
    for text in case.command.targets:
        target = case.target(text)
        # A downgrade that counts down looks in the branch, as an upgrade that does not count up.
        counts_down = target.offset < 0
        looks_everywhere = (
            (case.kind == "downgrade" and not counts_down)
            or target.offset > 0
            or not target.branch
        )
        lineage = None if looks_everywhere else lineage_named(graph, target.branch)
        branch = spelled(graph, target.branch, abbreviated)
        word = spelled(graph, target.word, abbreviated, lineage)
        targets.append(text_of(branch, word, target.offset))
    return tuple(targets)


@rule
def short_prefix(case):
    """A prefix of one or two characters names a revision by accident, and is refused."""
    targets = in_full(case, is_short)
    return targets != case.command.targets and refused(case) and understood(case, *targets)


@rule
def label_prefix(case):
    """Labels are names that people choose and type in full; a prefix stands for ids only."""
    targets = in_full(case, begins_a_label)
    if targets != case.command.targets and refused(case) and understood(case, *targets):
        return True
    parts = [case.target(text) for text in case.command.targets]
    names = [name for target in parts for name in (target.branch, target.word)]
    ambiguous = any(name and begins_a_label(case.graph, name) for name in names)
    return ambiguous and alembic_refused(case, NO_SUCH_REVISION)


@rule
def prefix_within_branch(case):
    """In `label@X` a prefix X need not be unambiguous but in the lineage of the label; Alembic looks
    everywhere where it stamps or counts upwards."""
    graph = case.graph
    if case.kind == "downgrade" or not alembic_refused(case, NO_SUCH_REVISION):
        return False
    for text in case.command.targets:
        target = case.target(text)
        everywhere = case.kind == "stamp" or target.offset > 0
        if everywhere and target.branch and target.word and target.word not in SYMBOLS:
            inside = revision_named(graph, target.word, lineage_named(graph, target.branch))
            if inside and not revision_named(graph, target.word):
                return True
    return False


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
    dotted = case.kind != "stamp" and target.offset != 0 and "." in target.word
    return dotted and alembic_refused(case, NO_SUCH_REVISION)


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
