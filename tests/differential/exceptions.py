"""Each place where Retort differs from Alembic on purpose. Nothing else may differ."""
from dataclasses import dataclass
from typing import Callable

import counted_targets
import downgrades
import named_targets
import rows
import stamps


@dataclass(frozen=True)
class NamedException:
    name: str
    reason: str  # one sentence
    applies: Callable  # to a case on which the two disagree


EXCEPTIONS = [
    NamedException(name.replace("_", "-"), rule.__doc__, rule)
    for module in (named_targets, counted_targets, downgrades, stamps, rows)
    for name, rule in module.RULES.items()
]


def explanation(case):
    """The name of the exception that explains a case; None: nothing does."""
    return next((e.name for e in EXCEPTIONS if e.applies(case)), None)
