"""What the rules for the named exceptions share: Alembic's way to read a name, and a second look at
a case as if the command had been typed in full."""
from contract import SYMBOLS

NO_SUCH_REVISION = "Can't locate revision identified by"


def rule_set():
    rules = {}

    def rule(function):
        rules[function.__name__] = function
        return function

    return rules, rule


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


def is_exact(graph, name):
    return name in graph.revisions or name in graph.labels


def candidates(graph, name, lineage=None):
    """What Alembic takes an abbreviated name for: ids and labels of more than three characters."""
    names = [*graph.revisions, *graph.labels]
    return [
        other
        for other in names
        if len(other) > 3
        and other.startswith(name)
        and (lineage is None or graph.labels.get(other, other) in lineage)
    ]


def revision_named(graph, name, lineage=None):
    """The id that Alembic reads a name as; None: it is unknown or ambiguous."""
    if is_exact(graph, name):
        return graph.labels.get(name, name)
    found = candidates(graph, name, lineage)
    return graph.labels.get(found[0], found[0]) if len(found) == 1 else None


def lineage_named(graph, name):
    id_ = revision_named(graph, name)
    return graph.lineage(id_) if id_ else set()


def names_of(target):
    return [name for name in (target.branch, target.word) if name and name not in SYMBOLS]


def text_of(branch, word, offset=0):
    return (f"{branch}@" if branch else "") + word + (f"{offset:+d}" if offset else "")


