"""What the rules for the named exceptions share."""
from contract import Target

NO_TARGET = Target("", "", 0)


class Rules(dict):
    """Functions that say whether a case is an instance of their exception, by their names. Their
    docstrings are the reasons."""

    def __call__(self, function):
        self[function.__name__.replace("_", "-")] = function
        return function


def understood(case, *targets):
    """Whether Alembic did what these targets mean to Retort, or what another rule explains."""
    from exceptions import explanation

    other = case.read_as(*targets)
    return other.agrees() or explanation(other) is not None


def refused(case):
    """Retort refused the target and changed nothing; Alembic went on, and may have crashed then."""
    wrong_target = case.retort.kind in ("target", "usage") and not case.retort.ok
    went_on = case.alembic.ok or case.alembic.heads != case.before
    return wrong_target and case.retort.heads == case.before and went_on


def alembic_refused(case, *texts):
    """Alembic refused with one of these errors, changed nothing, and Retort went on."""
    left = frozenset() if case.command.purge else case.before  # it purges before it looks
    unchanged = not case.alembic.ok and case.alembic.heads == left
    return unchanged and case.retort.ok and any(text in case.alembic.error for text in texts)


def text_of(branch, word, offset=0):
    return (f"{branch}@" if branch else "") + word + (f"{offset:+d}" if offset else "")


def counted(case, kinds, sign, with_word):
    """Its parts, where the target is of these commands and has such a number; else none."""
    target = case.target()
    fits = case.kind in kinds and target.offset * sign > 0 and bool(target.word) == with_word
    return target if fits else NO_TARGET
