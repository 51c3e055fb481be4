"""One pair: a command, run by both tools in the same state of the same graph."""
from dataclasses import dataclass, replace

from commands import Command
from contract import Contract, Refused, Target, parse
from graphs import Graph
from outcome import Outcome


def expected(graph, before, command):
    """What Retort's contract wants."""
    try:
        steps, heads = Contract(graph, before).expect(command)
    except Refused as refused:
        return Outcome(False, before, error=str(refused), kind="target")
    return Outcome(True, frozenset(heads), tuple(sorted(steps)))


@dataclass(frozen=True)
class Case:
    graph: Graph
    before: frozenset
    command: Command
    alembic: Outcome
    retort: Outcome

    @property
    def applied(self):
        return self.graph.closure(self.before)

    @property
    def kind(self):
        return self.command.kind

    def target(self, text=None):
        """Its parts; none where the text is no target."""
        try:
            return parse(text or self.command.target)
        except Refused:
            return Target("", "", 0)

    @property
    def refusal(self):
        """Why the contract refuses the command."""
        return expected(self.graph, self.before, self.command).error

    def agrees(self):
        """Success or failure, recorded heads and the set of steps."""
        alembic, retort = self.alembic, self.retort
        if alembic.ok != retort.ok or alembic.heads != retort.heads:
            return False
        return not alembic.ok or set(alembic.steps) == set(retort.steps)

    def read_as(self, *targets):
        """The same outcome of Alembic, had these targets been typed, beside what the contract wants
        of them."""
        command = replace(self.command, targets=targets)
        wanted = expected(self.graph, self.before, command)
        return replace(self, command=command, retort=wanted)

    def __str__(self):
        recorded = ", ".join(sorted(self.before)) or "nothing"
        return (
            f"  recorded {recorded}; {self.command}\n"
            f"    Alembic {self.alembic}\n    Retort  {self.retort}"
        )
