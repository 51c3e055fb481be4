"""Each place where Retort differs from Alembic on purpose. Nothing else may differ."""
from dataclasses import dataclass
from typing import Callable

import downgrades
import names
import rows
import stamps
import upgrades


@dataclass(frozen=True)
class NamedException:
    name: str
    reason: str  # one sentence
    applies: Callable  # to a case on which the two disagree


EXCEPTIONS = [
    NamedException(name, " ".join(rule.__doc__.split()), rule)
    for module in (names, upgrades, downgrades, stamps, rows)
    for name, rule in module.RULES.items()
]


def explanation(case):
    """The name of the exception that explains a case; None: nothing does."""
    return next((e.name for e in EXCEPTIONS if e.applies(case)), None)
