"""Stamps."""
from alembic_reading import lineage_named, revision_named
from contract import BASE_AND_OTHERS, ONE_LINEAGE, SIBLINGS
from rules import Rules

RULES = rule = Rules()


class Crash(Exception):
    """Alembic ends in a traceback."""


class Unread(Exception):
    """Alembic refuses a target."""


class AlembicStamp:
    """How Alembic turns the rows of the version table into others."""

    def __init__(self, graph, rows):
        self.graph = graph
        self.rows = set(rows)

    def run(self, targets):
        rows = set(self.rows)  # every target is compared with the rows of the beginning
        moved = {row for row in rows for target in targets if self._concerns(target, row)}
        ends = [end for target in targets for end in self._named(target)]
        if not ends:
            self.rows -= moved
        for end in ends:
            if end not in moved:
                related = moved & self.graph.needed_lineage(end)
                above = related - self.graph.closure([end])
                if above and above != related:
                    raise Crash
                self._step(moved if related else set(), end, bool(related and not above))
        return self.rows

    def _named(self, target):
        graph, lineage = self.graph, None
        if target.branch:
            lineage = lineage_named(graph, target.branch)
        if target.word == "base":
            return []
        if target.word == "heads" and lineage is None:
            return sorted(graph.target_heads)
        if target.word in ("head", "heads"):
            named = sorted(graph.heads if lineage is None else graph.heads & lineage)
        else:
            named = [revision_named(graph, target.word, lineage)]
        if None in named or target.word == "head" and len(named) > 1:
            raise Unread
        return named

    def _concerns(self, target, row):
        branch = revision_named(self.graph, target.branch) if target.branch else None
        shares = self._named(target) + ([branch] if branch else [])
        return not shares or any(row in self.graph.needed_lineage(id_) for id_ in shares)

    def _step(self, from_, to, upwards):
        rows = self.rows
        new = to not in rows
        if new and (not from_ or upwards and from_ - rows):
            rows.add(to)
        elif not from_ or from_ - rows or not new:
            raise Crash
        else:
            self.rows = rows - from_ | {to}


def alembic_stamps(case):
    """Whether Alembic did what its way of stamping leads to."""
    targets = [case.target(text) for text in case.command.targets]
    stamp = AlembicStamp(case.graph, frozenset() if case.command.purge else case.before)
    try:
        rows = stamp.run(targets)
    except Unread:
        return False
    except Crash:
        return not case.alembic.ok and case.alembic.kind in ("AssertionError", "KeyError")
    return case.alembic.ok and case.alembic.heads == rows


@rule
def stamp_of_one_lineage(case):
    """Targets typed one by one may not lie on one lineage: the rows would contradict each other."""
    return (
        case.kind == "stamp"
        and case.refusal == ONE_LINEAGE
        and not case.retort.ok
        and alembic_stamps(case)
    )


@rule
def stamp_base_and_others(case):
    """Base beside other targets is refused: together they mean nothing."""
    return (
        case.kind == "stamp"
        and case.refusal == BASE_AND_OTHERS
        and not case.retort.ok
        and alembic_stamps(case)
    )


@rule
def stamp_names_siblings(case):
    """`label@base` does not forget a sibling on the same trunk: it names it."""
    return (
        case.kind == "stamp"
        and case.refusal == SIBLINGS
        and not case.retort.ok
        and alembic_stamps(case)
    )


@rule
def stamp_concerns_the_target(case):
    """A stamp changes what is above and below its targets; other applied revisions stay applied."""
    return case.kind == "stamp" and case.retort.ok and alembic_stamps(case)


@rule
def purge_after_the_check(case):
    """A stamp that is refused purges nothing; Alembic empties the table before it looks."""
    return (
        case.kind == "stamp"
        and case.command.purge
        and not case.retort.ok
        and not case.alembic.ok
        and not case.alembic.heads
    )
