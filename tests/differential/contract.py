"""What Retort has to do, written as directly as can be: targets and plans as its contract has them.

A second implementation on purpose. It is compared with Retort at every command."""
import re
from dataclasses import dataclass

SYMBOLS = ("head", "heads", "base")
TARGET = re.compile(r"(?:([^@]+)@)?([^@+-]*)([+-][0-9]+)?\Z")


SIBLINGS = "siblings would go too"
ONE_LINEAGE = "on one lineage"
BASE_AND_OTHERS = "base and others"
OUTSIDE = "outside of the lineage"
SEVERAL_TIPS = "several or none to take down"
SEVERAL_STARTS = "several starts"


class Refused(Exception):
    """The command is to fail, and to change nothing."""


@dataclass(frozen=True)
class Target:
    branch: str
    word: str
    offset: int


def parse(text):
    match = TARGET.match(text)
    if not match:
        raise Refused("not a target")
    branch, word, offset = match.groups()
    if not word and not offset:
        raise Refused("empty")
    return Target(branch or "", word, int(offset or 0))


class Contract:
    """The rules for one graph and one set of recorded heads."""

    def __init__(self, graph, recorded):
        self.graph = graph
        self.applied = graph.closure(recorded)

    def expect(self, command):
        """The steps as a set and the recorded heads after the command. Raises Refused."""
        if command.kind == "stamp":
            after = self.stamp([parse(text) for text in command.targets], command.purge)
            return set(), self.graph.maximal(after)
        steps = getattr(self, command.kind)(parse(command.target))
        after = self.applied | steps if command.kind == "upgrade" else self.applied - steps
        return steps, self.graph.maximal(after)

    # Targets

    def find(self, name, within=None):
        graph = self.graph
        if name in SYMBOLS or name == "current":
            raise Refused("a keyword")
        if name in graph.revisions or name in graph.labels:
            found = {graph.labels.get(name, name)}
        else:
            found = {id_ for id_ in graph.revisions if len(name) >= 3 and id_.startswith(name)}
        inside = found if within is None else found & within
        if found and not inside:
            raise Refused(OUTSIDE)
        if len(inside) != 1:
            raise Refused("unknown or ambiguous")
        return min(inside)

    def lineage(self, target):
        """None: the target names no branch."""
        return self.graph.lineage(self.find(target.branch)) if target.branch else None

    def named(self, target):
        """The revisions that a target without a direction names."""
        graph, lineage = self.graph, self.lineage(target)
        if not target.word:
            raise Refused("relative to nothing")
        if target.word == "base":
            named = set()
        elif target.word in ("head", "heads"):
            plain = target.word == "heads" and lineage is None
            named = graph.target_heads if plain else graph.heads & (lineage or graph.heads)
            if target.word == "head" and len(named) > 1:
                raise Refused("several heads")
        else:
            named = {self.find(target.word, lineage)}
        if not target.offset:
            return named
        from_base = target.word == "base"
        if len(named) != 1 and not from_base:
            raise Refused("several or none to start from")
        return {self.walk(None if from_base else min(named), target.offset, lineage)}

    def walk(self, at, offset, lineage):
        """`at` None: below every base."""
        graph = self.graph
        for _ in range(abs(offset)):
            if at is None:
                next_ = graph.bases if offset > 0 else set()
            else:
                next_ = (graph.children if offset > 0 else graph.parents)[at]
            next_ = next_ if lineage is None else next_ & lineage
            if len(next_) != 1:
                raise Refused("ambiguous, or past the end")
            at = min(next_)
        return at

    # Plans

    def upgrade(self, target):
        if target.word == "base" and not target.offset:
            raise Refused("base")
        if target.word:
            return self.graph.closure(self.named(target)) - self.applied
        if target.offset < 0:
            raise Refused("downwards")
        lineage = self.lineage(target)
        inside = self.applied if lineage is None else self.applied & lineage
        links = self.graph.needs if lineage is None else self.graph.parents
        starts = self.graph.maximal(inside, links)
        if len(starts) > 1:
            raise Refused(SEVERAL_STARTS)
        end = self.walk(min(starts, default=None), target.offset, lineage)
        return self.graph.closure([end]) - self.applied

    def downgrade(self, target):
        lineage = self.lineage(target)
        if not target.word:
            return self.last(target, lineage)
        if target.word == "base" and not target.offset:
            roots = self.graph.bases if lineage is None else self.graph.bases & lineage
            return self.taken_down(roots, lineage)
        named = self.named(target)
        if len(named) != 1 or not named <= self.applied:
            raise Refused("several, none, or not applied")
        roots = self.graph.children[min(named)]
        return self.taken_down(roots if lineage is None else roots & lineage, lineage)

    def last(self, target, lineage):
        if target.offset > 0:
            raise Refused("upwards")
        inside = set(self.applied if lineage is None else self.applied & lineage)
        links = self.graph.needs if lineage is None else self.graph.parents
        down = set()
        for _ in range(-target.offset):
            tips = self.graph.maximal(inside, links)
            if len(tips) != 1:
                raise Refused(SEVERAL_TIPS)
            down |= tips
            inside -= tips
        return self.taken_down(down, lineage)

    def taken_down(self, roots, lineage):
        down = self.graph.dependents(roots, self.applied)
        if lineage is not None:
            parents = self.graph.parents
            if any(parents[id_] & down & lineage for id_ in down - lineage):
                raise Refused(SIBLINGS)
        return down

    def stamp(self, targets, purge):
        applied = set() if purge else self.applied
        if any(target.word == "base" and not target.offset for target in targets):
            if len(targets) > 1:
                raise Refused(BASE_AND_OTHERS)
            inside = Contract(self.graph, applied)
            lineage = self.lineage(targets[0])
            roots = self.graph.bases if lineage is None else self.graph.bases & lineage
            return applied - inside.taken_down(roots, lineage)
        named = [self.named(target) for target in targets]
        for i, one in enumerate(named):
            for k, other in enumerate(named):
                if i != k and self.graph.ancestors(one) & other:
                    raise Refused(ONE_LINEAGE)
        chosen = set().union(*named)
        return (applied - self.graph.dependents(chosen, applied)) | self.graph.closure(chosen)
