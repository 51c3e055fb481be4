"""Rows of the version table, where an edge says what other edges say already."""
from rules import Rules

RULES = rule = Rules()


def said_twice(case):
    """What the steps need directly and by way of something else."""
    return {need for step in case.retort.steps for need in case.graph.redundant(step)}


@rule
def superfluous_rows(case):
    """Recorded are the maximal applied revisions; an edge that others imply makes Alembic keep a
    row for what lies below another row."""
    graph, alembic, retort = case.graph, case.alembic, case.retort
    return (
        case.kind != "stamp"
        and alembic.ok
        and retort.ok
        and set(alembic.steps) == set(retort.steps)
        and alembic.heads > retort.heads
        and graph.closure(alembic.heads) == graph.closure(retort.heads)
        and alembic.heads - retort.heads <= said_twice(case)
    )


@rule
def crash_among_rows(case):
    """An edge that others imply does not matter; Alembic misses a row that it has replaced already
    and ends half way."""
    return (
        case.kind != "stamp"
        and case.retort.ok
        and case.alembic.kind in ("KeyError", "AssertionError")
        and set(case.alembic.steps) <= set(case.retort.steps)
        and bool(said_twice(case))
    )
