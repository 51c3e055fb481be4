"""Targets of upgrades."""
from alembic_reading import (
    AMBIGUOUS,
    FAULTS,
    lineage_named,
    next_starts,
    walk_down,
    walk_from_word,
    walk_up,
)
from contract import OUTSIDE
from rules import Rules, alembic_refused, counted, refused, understood

RULES = rule = Rules()
UP = ("upgrade",)


@rule
def upgrade_to_base(case):
    """An upgrade never goes to base: whoever typed it meant a downgrade."""
    target = case.target()
    to_base = case.kind == "upgrade" and target.word == "base" and not target.offset
    nothing = not case.alembic.steps and case.alembic.heads == case.before
    return to_base and refused(case) and nothing


@rule
def heads_that_overlap(case):
    """Several heads are a fine target when one of them depends on another."""
    target = case.target()
    if case.kind != "upgrade" or target.word != "heads" or not target.branch or target.offset:
        return False
    graph = case.graph
    heads = graph.heads & lineage_named(graph, target.branch)
    overlapping = any(other in graph.closure([one]) - {one} for one in heads for other in heads)
    return overlapping and alembic_refused(case, "overlaps with other requested revisions")


@rule
def upgrade_wraps_around(case):
    """Nothing lies below base: `base-1` is not the head."""
    target = counted(case, UP, -1, True)
    if target.word != "base" or not refused(case):
        return False
    end = walk_down(case.graph, "base", -target.offset)
    return end not in FAULTS and understood(case, end)


@rule
def upgrade_from_outside(case):
    """In `label@X+n` the label says where X is, too: nothing outside of its lineage is meant."""
    target = counted(case, UP, 1, True)
    if not target.branch or case.refusal != OUTSIDE or not refused(case):
        return False
    end = walk_from_word(case.graph, target)
    return end not in FAULTS and understood(case, end)


@rule
def walk_within_branch(case):
    """`label@X-n` stays in the lineage of the label where a merge has parents outside of it."""
    target = counted(case, UP, -1, True)
    ambiguous = target.branch and walk_from_word(case.graph, target) == AMBIGUOUS
    return bool(ambiguous) and alembic_refused(case, AMBIGUOUS)


@rule
def next_of_the_lineage(case):
    """`label@+n` counts from everything applied in the lineage, what dependencies brought too."""
    target = counted(case, UP, 1, False)
    if not target.branch:
        return False
    graph = case.graph
    lineage = lineage_named(graph, target.branch)
    starts = next_starts(case, lineage)
    if len(starts) > 1 or starts == graph.maximal(lineage & case.applied, graph.parents):
        return False
    end = walk_up(graph, min(starts, default="base"), target.offset, lineage)
    return end not in FAULTS and understood(case, end)
