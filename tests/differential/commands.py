"""Commands that both tools understand, and random ones."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    kind: str  # upgrade, downgrade or stamp
    targets: tuple
    purge: bool = False

    @property
    def target(self):
        return self.targets[0]

    def __str__(self):
        return " ".join((self.kind, *self.targets, *(["--purge"] if self.purge else [])))


class RandomCommands:
    def __init__(self, random, graph):
        self.random = random
        self.graph = graph
        self.ids = sorted(graph.revisions)
        self.labels = sorted(graph.labels)

    def command(self):
        kind = self.random.choices(("upgrade", "downgrade", "stamp"), (45, 35, 20))[0]
        if kind != "stamp":
            return Command(kind, (getattr(self, "_" + kind)(),))
        return Command(kind, self._several(), self.random.random() < 0.3)

    def _several(self):
        random = self.random
        if random.random() < 0.3:
            apart = self.graph.maximal(
                self.graph.ancestors(random.choices(self.ids, k=3)), self.graph.parents
            )
            return tuple(sorted(apart))
        count = random.choice((1, 1, 1, 1, 2, 3))
        return tuple(dict.fromkeys(self._absolute() for _ in range(count)))

    def _upgrade(self):
        roll = self.random.random()
        if roll < 0.25:
            return self.random.choice(("heads", "heads", "heads", "heads", "head", "base"))
        if roll < 0.5:
            return self._absolute()
        if roll < 0.7:
            return self._branch(0.4) + self._number("+++++-")
        return self._branch(0.3) + self._symbol() + self._number("+-")

    def _downgrade(self):
        roll = self.random.random()
        if roll < 0.15:
            return "base"
        if roll < 0.5:
            return self._absolute()
        if roll < 0.75:
            return self._branch(0.4) + self._number("-----+")
        return self._branch(0.3) + self._symbol() + self._number("+-")

    def _absolute(self):
        roll = self.random.random()
        if roll < 0.45:
            return self._branch(0.3) + self._name()
        if roll < 0.6 and self.labels:
            return self.random.choice(self.labels)
        return self._branch(0.7) + self.random.choice(("head", "heads", "base"))

    def _branch(self, chance):
        if self.random.random() >= chance:
            return ""
        by_label = self.labels and self.random.random() < 0.6
        return (self.random.choice(self.labels) if by_label else self._name()) + "@"

    def _symbol(self):
        if self.random.random() < 0.8:
            return self._name()
        return self.random.choice(("head", "heads", "base"))

    def _name(self):
        random = self.random
        roll = random.random()
        if roll < 0.7:
            return random.choice(self.ids)
        if roll < 0.9 or not self.labels:
            return random.choice(self.ids)[: random.choice((1, 2, 3, 3, 4, 4, 5))].rstrip(".")
        if roll < 0.97:
            return random.choice(self.labels)[: random.choice((3, 4, 99))]
        return "none7"

    def _number(self, signs):
        random = self.random
        sign = random.choice(signs)
        junk = "xyz" if random.random() < 0.01 else ""
        return f"{sign}{random.choice((1, 1, 1, 2, 2, 3, 4))}{junk}"
