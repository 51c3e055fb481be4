"""Downgrades to a revision or to base."""
from contract import Target
from rules import *

RULES, rule = rule_set()
NOT_BELOW = "is not a valid downgrade target from current head(s)"
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
    if not target.branch or "sibling" not in case.retort.error:
        return False
    return refused(case) and understood(case, target.word)


@rule
def downgrade_to_a_dependency(case):
    """What is applied as a dependency only is applied: a downgrade to it has nothing to do."""
    target = absolute(case)
    end = revision_named(case.graph, target.word)
    nothing = case.retort.ok and not case.retort.steps
    implied = end in case.applied and end not in case.before
    return bool(implied and nothing and alembic_refused(case, NOT_BELOW))
