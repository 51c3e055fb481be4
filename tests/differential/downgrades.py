"""Targets of downgrades."""
from alembic_reading import (
    AMBIGUOUS,
    FAULTS,
    NO_SUCH_REVISION,
    PAST_END,
    SEVERAL_HEADS,
    Downgrade,
    lineage_named,
)
from contract import OUTSIDE, SEVERAL_TIPS, SIBLINGS
from rules import NO_TARGET, Rules, alembic_refused, counted, refused

RULES = rule = Rules()
DOWN = ("downgrade",)
NOT_BELOW = "is not a valid downgrade target from current head(s)"
NOT_VALID = "Not a valid downgrade target from current heads"
NOT_SO_MANY = "didn't produce"


def named(case):
    """The parts of a target that names a revision or base, with a number or without; else none."""
    target = case.target()
    return target if case.kind == "downgrade" and target.word else NO_TARGET


@rule
def downgrade_wraps_around(case):
    """Nothing lies below base: `base-1` is not the head."""
    target = counted(case, DOWN, -1, True)
    return target.word == "base" and refused(case) and Downgrade(case).happened()


@rule
def downgrade_past_base(case):
    """`X-n` is an error where the parents end, and does not mean base."""
    target = counted(case, DOWN, -1, True)
    if not target.word or not refused(case):
        return False
    reading = Downgrade(case)
    return reading.end == "base" and reading.happened()


@rule
def downgrade_within_branch(case):
    """`label@X-n` stays in the lineage of the label where a merge has parents outside of it."""
    target = counted(case, DOWN, -1, True)
    ambiguous = target.branch and Downgrade(case).end == AMBIGUOUS
    return bool(ambiguous) and alembic_refused(case, AMBIGUOUS)


@rule
def downgrade_outside(case):
    """In `label@X` the label says where X is: a revision outside of its lineage is refused."""
    target = named(case)
    outside = target.branch and case.refusal == OUTSIDE and refused(case)
    return bool(outside) and Downgrade(case).happened()


@rule
def downgrade_looks_in_branch(case):
    """In `label@X` the label says where X is; Alembic looks for X, or the heads, everywhere."""
    target = named(case)
    if not target.branch or target.offset < 0:
        return False
    reading = Downgrade(case)
    if reading.end in FAULTS:
        return alembic_refused(case, NO_SUCH_REVISION, SEVERAL_HEADS)
    if target.word != "heads" or reading.end in lineage_named(case.graph, target.branch):
        return False
    return reading.happened() or alembic_refused(case, NOT_BELOW, NOT_VALID)


@rule
def downgrade_to_several_heads(case):
    """`label@heads` names every head of that lineage; Alembic leaves out those that another head
    depends on, and goes to the one that is left."""
    target = named(case)
    if target.word != "heads" or not target.branch or target.offset or not refused(case):
        return False
    heads = case.graph.heads & (lineage_named(case.graph, target.branch) or set())
    reading = Downgrade(case)
    return len(heads) > 1 and reading.end in heads and reading.happened()


@rule
def siblings_are_named(case):
    """A downgrade of one branch does not take its siblings along: it names them, and the target
    that would."""
    target = case.target()
    torn = target.branch and case.refusal == SIBLINGS and refused(case)
    return bool(torn) and bool(case.alembic.steps) and Downgrade(case).happened()


@rule
def downgrade_above_the_label(case):
    """`label@X` works above the labelled revision, too, where X has several children."""
    target = case.target()
    reading = Downgrade(case) if case.kind == "downgrade" and target.branch else None
    if reading is None or reading.end in (*FAULTS, "base"):
        return False
    several = len(case.graph.children[reading.end]) > 1
    return several and not reading.roots and alembic_refused(case, NOT_VALID)


@rule
def downgrade_to_a_dependency(case):
    """What is applied as a dependency only is applied: a downgrade to it has nothing to do."""
    end = Downgrade(case).end if named(case).word else None
    implied = end in case.applied and end not in case.before
    nothing = case.retort.ok and not case.retort.steps
    return implied and nothing and alembic_refused(case, NOT_BELOW)


@rule
def down_from_several_heads(case):
    """`-n` with several recorded heads is an error that lists them; Alembic takes one of them."""
    target = counted(case, DOWN, -1, False)
    if not target.offset or target.branch or case.refusal != SEVERAL_TIPS or not refused(case):
        return False
    return len(case.before) > 1 and any(Downgrade(case, row).happened() for row in case.before)


@rule
def down_from_a_merge(case):
    """`-1` at a merge point undoes the merge; Alembic cannot say which parent is meant."""
    target = counted(case, DOWN, -1, False)
    row = min(case.before, default=None)
    ambiguous = target.offset and row and Downgrade(case, row).end == AMBIGUOUS
    return bool(ambiguous) and alembic_refused(case, AMBIGUOUS)


@rule
def down_by_revisions(case):
    """`-n` takes down exactly n revisions, newest first; Alembic goes n parents down, which takes
    more where dependencies are in the way, and fails where the parents end."""
    target = counted(case, DOWN, -1, False)
    if not target.offset or (len(case.before) > 1 and not target.branch):
        return False
    reading = Downgrade(case, min(case.before, default=None))
    if reading.end == PAST_END:
        return alembic_refused(case, NOT_SO_MANY)
    exactly = not case.retort.ok or len(case.retort.steps) == -target.offset
    return exactly and reading.happened()
