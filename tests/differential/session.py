"""One graph, a database of each tool, and commands that both run."""
import os

from alembic_side import AlembicSide
from case import Case
from commands import Command
from comparison import fault
from exceptions import explanation
from retort_side import RetortSide


class Session:
    def __init__(self, program, graph, folder):
        self.graph = graph
        self.alembic = AlembicSide(
            graph, os.path.join(folder, "alembic"), os.path.join(folder, "alembic.db")
        )
        self.retort = RetortSide(
            program, graph, os.path.join(folder, "retort"), os.path.join(folder, "retort.db")
        )
        self.heads = frozenset()
        open(os.path.join(folder, "retort.db"), "w").close()

    def start(self, heads):
        """Records heads in both databases, nothing having run there."""
        if heads:
            self.alembic.run(Command("stamp", tuple(sorted(heads)), purge=True))
            self.alembic.witness.record(heads)
            self._stamp_retort(heads)

    def _stamp_retort(self, heads):
        stamped = self.retort.run(Command("stamp", tuple(sorted(heads)) or ("base",), purge=True))
        if not stamped.ok or stamped.heads != heads:
            raise RuntimeError(f"stamping {heads}: {stamped}")
        self.heads = heads

    def run(self, command):
        alembic, retort = self.alembic.run(command), self.retort.run(command)
        case = Case(self.graph, self.heads, command, alembic, retort)
        self.heads = case.retort.heads
        if case.alembic.heads != case.retort.heads:
            self._meet(case)
        return case

    def _meet(self, case):
        """Brings the two together again: where Alembic got to, if it got there, else where Retort
        is."""
        if case.alembic.ok and not case.retort.ok:
            applied = self.graph.closure(case.alembic.heads)
            self._stamp_retort(frozenset(self.graph.maximal(applied)))
        if case.alembic.heads != self.heads:
            self.alembic.witness.record(self.heads)


def judged(case):
    """'' for agreement, the name of an exception, or None: unexplained."""
    if fault(case):
        return None
    return "" if case.agrees() else explanation(case)
