"""Downgrades to a revision or to base."""
from contract import OUTSIDE, SIBLINGS, SYMBOLS, Target
from rules import *

RULES, rule = rule_set()
NOT_BELOW = "is not a valid downgrade target from current head(s)"
MULTIPLE_HEADS = "Multiple head revisions are present"
NOT_VALID = "Not a valid downgrade target from current heads"


def absolute(case):
    target = case.target()
    fits = case.kind == "downgrade" and target.word and not target.offset
    return target if fits else Target("", "", 0)


@rule
def siblings_are_named(case):
    """A downgrade of one branch does not take its siblings along: it names them, and the target that
    would."""
    target = absolute(case)
    if not target.branch or case.refusal != SIBLINGS or not refused(case):
        return False
    return case.alembic.steps and understood(case, text_of("", target.word))


@rule
def downgrade_to_a_dependency(case):
    """What is applied as a dependency only is applied: a downgrade to it has nothing to do."""
    target = absolute(case)
    end = revision_named(case.graph, target.word)
    nothing = case.retort.ok and not case.retort.steps
    implied = end in case.applied and end not in case.before
    return bool(implied and nothing and alembic_refused(case, NOT_BELOW))


@rule
def downgrade_within_branch(case):
    """In `label@X` the label says where X is; a downgrade in Alembic looks for X everywhere."""
    target = absolute(case)
    if not target.branch or target.word == "base":
        return False
    if alembic_refused(case, NO_SUCH_REVISION, MULTIPLE_HEADS):
        everywhere = case.read_as(text_of("", target.word))
        return not everywhere.retort.ok
    outside = case.refusal == OUTSIDE and refused(case)
    return outside and understood(case, text_of("", target.word))


@rule
def downgrade_above_the_label(case):
    """`label@X` works above the labelled revision, too, where X has several children."""
    target = absolute(case)
    if not target.branch or target.word in SYMBOLS:
        return False
    graph = case.graph
    end = revision_named(graph, target.word, lineage_named(graph, target.branch))
    label = revision_named(graph, target.branch)
    below = graph.ancestors([label]) if label else set()
    several = end is not None and len(graph.children[end]) > 1
    return several and not graph.children[end] & below and alembic_refused(case, NOT_VALID)
