"""How Alembic reads targets, with its quirks: what the named exceptions are compared with."""

AMBIGUOUS = "Ambiguous walk"
NO_SUCH_REVISION = "Can't locate revision identified by"
SEVERAL_HEADS = "Multiple head"
PAST_END = "past the end"
NO_START = "no single start"
FAULTS = (AMBIGUOUS, NO_SUCH_REVISION, SEVERAL_HEADS, PAST_END, NO_START)


def is_exact(graph, name):
    return name in graph.revisions or name in graph.labels


def candidates(graph, name, lineage=None):
    """What an abbreviated name may mean: ids and labels of more than three characters."""
    return [
        other
        for other in (*graph.revisions, *graph.labels)
        if len(other) > 3
        and other.startswith(name)
        and (lineage is None or graph.labels.get(other, other) in lineage)
    ]


def revision_named(graph, name, lineage=None):
    """The id that a name stands for; None: it is unknown or ambiguous."""
    if is_exact(graph, name):
        return graph.labels.get(name, name)
    found = candidates(graph, name, lineage)
    return graph.labels.get(found[0], found[0]) if len(found) == 1 else None


def lineage_named(graph, name):
    id_ = revision_named(graph, name)
    return graph.lineage(id_) if id_ else set()


def one_revision(graph, word, lineage=None):
    """The id that a word stands for, `base`, or a fault."""
    if word == "base":
        return "base"
    if word in ("head", "heads"):
        plain = word == "heads" and lineage is None
        heads = graph.target_heads if plain else graph.heads & (lineage or graph.heads)
        return min(heads) if len(heads) == 1 else SEVERAL_HEADS
    id_ = revision_named(graph, word, lineage)
    outside = id_ and lineage is not None and id_ not in lineage
    return id_ if id_ and not outside else NO_SUCH_REVISION


def walk_down(graph, start, count):
    """`count` parents down. From base it goes to the head, and it may end at base."""
    at, begun = start, False
    for _ in range(count):
        if at == "base" and begun:
            return PAST_END
        parents = graph.heads if at == "base" else graph.parents[at]
        if len(parents) > 1:
            return AMBIGUOUS
        at, begun = min(parents, default="base"), True
    return at


def walk_up(graph, start, count, lineage):
    at = start
    for _ in range(count):
        children = graph.bases if at == "base" else graph.children[at]
        children = children & lineage if lineage else children
        if len(children) != 1:
            return AMBIGUOUS if children else PAST_END
        at = min(children)
    return at


def walk_from_word(graph, target):
    """The end of `X+n` and `label@X-n`: the label says where X is only on the way down."""
    lineage = lineage_named(graph, target.branch) if target.branch else None
    down = target.offset < 0
    start = one_revision(graph, target.word, lineage if down else None)
    if start in FAULTS:
        return start
    if down:
        return walk_down(graph, start, -target.offset)
    return walk_up(graph, start, target.offset, lineage)


def next_starts(case, lineage):
    """Where `label@+n` counts from: recorded heads, else the newest that they imply."""
    rows = lineage & case.before
    return rows or case.graph.maximal(lineage & case.applied)


def last_starts(case, branch):
    """Where `label@-n` counts from."""
    lineage = lineage_named(case.graph, branch)
    rows = lineage & case.before
    return rows or case.graph.maximal(case.applied, case.graph.parents) & lineage


class Downgrade:
    """What Alembic makes of a downgrade's target: a branch and an end, or a fault."""

    def __init__(self, case, row=None):
        self.case = case
        self.target = case.target()
        self.branch = self.target.branch
        self.end = self._end(row)

    def _end(self, row):
        graph, target = self.case.graph, self.target
        if target.word:
            return walk_from_word(graph, target) if target.offset else one_revision(
                graph, target.word
            )
        if target.offset >= 0:
            return NO_START
        starts = last_starts(self.case, self.branch) if self.branch else {row}
        if len(starts) != 1:
            return NO_START
        self.branch = self.branch or row
        return walk_down(graph, min(starts), -target.offset)

    @property
    def roots(self):
        """With one root alone the branch is not looked at."""
        graph = self.case.graph
        roots = graph.bases if self.end == "base" else graph.children[self.end]
        if not self.branch or len(roots) < 2:
            return roots
        label = revision_named(graph, self.branch)
        return roots & graph.ancestors([label]) if label else set()

    @property
    def steps(self):
        return self.case.graph.dependents(self.roots, self.case.applied)

    def happened(self):
        """Whether that is what Alembic did. Rows that it keeps for what an edge says twice may be
        there, too."""
        graph, alembic = self.case.graph, self.case.alembic
        if self.end in FAULTS or not alembic.ok or set(alembic.steps) != self.steps:
            return False
        kept = self.case.applied - self.steps
        superfluous = alembic.heads - graph.maximal(kept)
        said_twice = {need for step in self.steps for need in graph.redundant(step)}
        return graph.closure(alembic.heads) == kept and superfluous <= said_twice
