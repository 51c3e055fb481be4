"""Revision graphs: their relations, and random ones."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Revision:
    id: str
    parents: tuple = ()
    depends_on: tuple = ()  # ids or labels, as they are written
    labels: tuple = ()

    def __str__(self):
        text = f"{', '.join(self.parents) or 'base'} -> {self.id}"
        text += f"  depends on {', '.join(self.depends_on)}" if self.depends_on else ""
        return text + (f"  labels {', '.join(self.labels)}" if self.labels else "")


def reached(start, next_of):
    """Everything that is reached from `start`, itself included."""
    found, open_ = set(), list(start)
    while open_:
        id_ = open_.pop()
        if id_ not in found:
            found.add(id_)
            open_.extend(next_of(id_))
    return found


class Graph:
    def __init__(self, revisions):
        self.revisions = {revision.id: revision for revision in revisions}
        self.labels = {label: r.id for r in revisions for label in r.labels}
        self.parents = {r.id: set(r.parents) for r in revisions}
        self.dependencies = {
            r.id: {self.labels.get(name, name) for name in r.depends_on} for r in revisions
        }
        self.needs = {id_: self.parents[id_] | self.dependencies[id_] for id_ in self.revisions}
        self.children = {id_: self._pointing_at(id_, self.parents) for id_ in self.revisions}
        self.needed_by = {id_: self._pointing_at(id_, self.needs) for id_ in self.revisions}
        self.heads = {id_ for id_, children in self.children.items() if not children}
        self.target_heads = {id_ for id_, others in self.needed_by.items() if not others}
        self.bases = {id_ for id_, parents in self.parents.items() if not parents}

    @staticmethod
    def _pointing_at(id_, links):
        return {other for other, ends in links.items() if id_ in ends}

    def __str__(self):
        return "\n".join(str(revision) for revision in self.revisions.values())

    def closure(self, ids):
        """The ids and all that they need."""
        return reached(ids, self.needs.__getitem__)

    def dependents(self, ids, within):
        """The ids and all that needs them, as far as it is `within`."""
        return reached(set(ids) & within, self.needed_by.__getitem__) & within

    def ancestors(self, ids):
        return reached(ids, self.parents.__getitem__)

    def descendants(self, ids):
        return reached(ids, self.children.__getitem__)

    def lineage(self, id_):
        return self.ancestors([id_]) | self.descendants([id_])

    def needed_lineage(self, id_):
        """Lineage by parents and dependencies together."""
        return self.closure([id_]) | reached([id_], self.needed_by.__getitem__)

    def maximal(self, ids, links=None):
        links = links or self.needs
        return {id_ for id_ in ids if not any(id_ in links[other] for other in ids)}

    def redundant(self, id_):
        """What it needs directly and also by way of something else that it needs."""
        return {
            need
            for need in self.needs[id_]
            if any(need in self.closure([other]) for other in self.needs[id_] - {need})
        }


WORDS = ("expand", "contract", "billing", "search", "audit", "import", "sales", "plugin")


class RandomGraphs:
    def __init__(self, random):
        self.random = random

    def graph(self):
        random = self.random
        size = random.choice((3, 4, 5, 6, 7, 8, 9, 10, 12, 15))
        self.redundant = random.random() < 0.2
        self.bases = random.choice((0.0, 0.1, 0.3))
        self.merges = random.choice((0.0, 0.15, 0.35))
        self.dependencies = random.choice((0.0, 0.2, 0.4))
        self.straight = random.choice((0.3, 0.6, 0.9))
        labels = random.sample(WORDS, len(WORDS))
        revisions = []
        for id_ in self._ids(size):
            revisions.append(self._revision(id_, revisions, labels))
        return Graph(revisions)

    def _ids(self, size):
        random = self.random
        digits = "abcd0123456789"
        ids = set()
        stem = "".join(random.choices(digits, k=3))
        while len(ids) < size:
            width = random.choice((4, 6, 12))
            start = stem if random.random() < 0.3 else ""
            id_ = (start + "".join(random.choices(digits, k=width)))[:width]
            if random.random() < 0.02:
                id_ = "v" + id_[:2] + "." + id_[2:]
            # An id that begins another one is an exact id and a prefix at once, which both allow.
            ids.add(id_)
        ids = sorted(ids)
        random.shuffle(ids)
        return ids

    def _revision(self, id_, earlier, labels):
        random = self.random
        graph = Graph(earlier)
        parents = self._parents(graph, [r.id for r in earlier])
        depends_on = []
        if earlier and random.random() < self.dependencies:
            for _ in range(random.choice((1, 1, 2))):
                needed = random.choice(earlier)
                taken = graph.closure(list(parents) + [graph.labels.get(d, d) for d in depends_on])
                if self.redundant or needed.id not in taken:
                    named = random.choice(needed.labels) if needed.labels else needed.id
                    depends_on.append(random.choice((named, needed.id)))
        if not self.redundant:
            depends_on = self._needed_only(graph, parents, depends_on)
        count = 1 if labels and random.random() < 0.35 else 0
        own = tuple(labels.pop() for _ in range(min(len(labels), count * random.choice((1, 1, 2)))))
        return Revision(id_, tuple(parents), tuple(dict.fromkeys(depends_on)), own)

    def _parents(self, graph, earlier):
        random = self.random
        if not earlier or random.random() < self.bases:
            return []
        heads = sorted(graph.heads)
        if len(heads) > 1 and random.random() < self.merges:
            parents = random.sample(heads, min(len(heads), random.choice((2, 2, 2, 3, 4))))
            return parents if self.redundant else self._needed_only(graph, parents, parents)
        if self.redundant and len(earlier) > 1 and random.random() < 0.2:
            return random.sample(earlier, 2)
        return [random.choice(heads if random.random() < self.straight else earlier)]

    @staticmethod
    def _needed_only(graph, parents, names):
        """Without what the others need anyway."""
        id_of = {name: graph.labels.get(name, name) for name in names}
        kept = []
        for name in names:
            others = set(parents) | {id_of[other] for other in names if other != name}
            if id_of[name] not in graph.closure(others - {id_of[name]}):
                kept.append(name)
        return kept
