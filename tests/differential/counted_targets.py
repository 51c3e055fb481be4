"""Targets with a number: `+2`, `label@-1`, `X+1`."""
from contract import Target
from rules import *

RULES, rule = rule_set()
AMBIGUOUS = "Ambiguous walk"
UP, DOWN, BOTH = ("upgrade",), ("downgrade",), ("upgrade", "downgrade")


def down_from(graph, start, count):
    """`count` parents down as Alembic walks: an id, `base`, or what it ends with."""
    at = start
    for _ in range(count):
        if at == "base":
            return "past base"
        parents = graph.parents[at] if at else graph.heads
        if len(parents) > 1:
            return AMBIGUOUS
        at = min(parents, default="base")
    return at


def up_from(graph, start, count, lineage):
    """The same along the children; None: there is no such revision."""
    at = start
    for _ in range(count):
        children = graph.children[at] if at else graph.bases
        children = children & lineage if lineage else children
        if len(children) != 1:
            return None
        at = min(children)
    return at


def counted(case, kinds, sign, with_word):
    """Its parts, where the target has such a number; else nothing."""
    target = case.target()
    fits = case.kind in kinds and target.offset * sign > 0 and bool(target.word) == with_word
    return target if fits else Target("", "", 0)


def alembic_starts(case, target):
    """Where Alembic counts down from: revisions of which there has to be one."""
    if not target.branch:
        return set(case.before)
    graph = case.graph
    branch = revision_named(graph, target.branch)
    lineage = graph.lineage(branch) if branch else set()
    rows = lineage & case.before
    return rows or graph.maximal(case.applied, graph.parents) & lineage


@rule
def no_wrap_around(case):
    """Nothing lies below base: `base-1` is not the head."""
    target = counted(case, BOTH, -1, True)
    if target.word != "base" or not refused(case):
        return False
    end = down_from(case.graph, None, -target.offset)
    return end not in (AMBIGUOUS, "past base") and understood(case, text_of(target.branch, end))


@rule
def no_walk_past_base(case):
    """A downgrade to `X-n` stops where the parents end: it is an error, and not base."""
    target = counted(case, DOWN, -1, True)
    if not target.offset or not refused(case):
        return False
    start = revision_named(case.graph, target.word)
    reaches_base = start and down_from(case.graph, start, -target.offset) == "base"
    return bool(reaches_base) and understood(case, text_of(target.branch, "base"))


@rule
def branch_of_the_start(case):
    """In `label@X+n` the label says where X is, too: a revision outside of its lineage is refused."""
    target = counted(case, BOTH, 1, True)
    if not target.branch or not refused(case):
        return False
    graph = case.graph
    start = revision_named(graph, target.word)
    lineage = lineage_named(graph, target.branch)
    if start is None or start in lineage:
        return False
    end = up_from(graph, start, target.offset, lineage)
    branch = target.branch if case.kind == "downgrade" else ""
    return end is not None and understood(case, text_of(branch, end))


@rule
def walk_within_branch(case):
    """`label@X-n` stays in the lineage of the label where a merge has parents outside of it."""
    target = counted(case, BOTH, -1, True)
    return bool(target.branch) and alembic_refused(case, AMBIGUOUS)


@rule
def next_of_the_lineage(case):
    """`label@+n` counts from everything applied in the lineage, what dependencies brought too."""
    target = counted(case, UP, 1, False)
    if not target.branch:
        return False
    graph = case.graph
    lineage = lineage_named(graph, target.branch)
    rows = lineage & case.before
    starts = rows or graph.maximal(lineage & case.applied)
    if starts == graph.maximal(lineage & case.applied, graph.parents) or len(starts) > 1:
        return False
    end = up_from(graph, min(starts, default=None), target.offset, lineage)
    return end is not None and understood(case, end)


@rule
def down_from_several_heads(case):
    """`-n` with several recorded heads is an error that lists them; Alembic takes one at random."""
    target = counted(case, DOWN, -1, False)
    if not target.offset or target.branch or len(case.before) < 2 or not refused(case):
        return False
    ends = [(row, down_from(case.graph, row, -target.offset)) for row in case.before]
    return any(
        understood(case, text_of(row, end))
        for row, end in ends
        if end not in (AMBIGUOUS, "past base")
    )


@rule
def down_from_a_merge(case):
    """`-1` at a merge point undoes the merge; Alembic cannot say which parent is meant."""
    target = counted(case, DOWN, -1, False)
    if not target.offset or not alembic_refused(case, AMBIGUOUS):
        return False
    starts = alembic_starts(case, target)
    return any(
        down_from(case.graph, start, -target.offset) == AMBIGUOUS for start in starts
    )


@rule
def down_by_revisions(case):
    """`-n` takes down exactly n revisions, newest first; Alembic goes n parents down, which takes
    more where dependencies are in the way, and fails where the parents end."""
    target = counted(case, DOWN, -1, False)
    if not target.offset:
        return False
    starts = alembic_starts(case, target)
    if len(starts) != 1:
        return False
    start = min(starts)
    end = down_from(case.graph, start, -target.offset)
    if end == "past base":
        return alembic_refused(case, "didn't produce")
    if end == AMBIGUOUS or not case.alembic.ok:
        return False
    if case.retort.ok and len(case.retort.steps) != -target.offset:
        return False
    return understood(case, text_of(target.branch or start, end))
