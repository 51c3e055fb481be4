"""Whether the two outcomes of a case agree, and what is wrong whatever the other one did."""
from case import expected


def disorder(graph, command, outcome):
    """A step that came before what it needs, or after what needs it."""
    steps = outcome.steps if command.kind == "upgrade" else outcome.steps[::-1]
    place = {id_: i for i, id_ in enumerate(steps)}
    if len(place) < len(steps):
        return f"a step ran twice: {' '.join(outcome.steps)}"
    for id_ in steps:
        for need in graph.needs[id_]:
            if place.get(need, -1) > place[id_]:
                return f"{id_} and {need}, which it needs, ran in the wrong order"
    return ""


def deviation(case):
    """Where Retort is not as its contract has it."""
    wanted = expected(case.graph, case.before, case.command)
    if case.retort.ok != wanted.ok:
        return f"Retort was to {'succeed' if wanted.ok else 'refuse: ' + wanted.error}"
    if case.retort.heads != wanted.heads or set(case.retort.steps) != set(wanted.steps):
        return f"Retort was to be {wanted}"
    return ""


def fault(case):
    """What no exception can explain: a tool that contradicts itself or the contract."""
    for name, outcome in (("Alembic", case.alembic), ("Retort", case.retort)):
        complaint = outcome.broken or outcome.ok and disorder(case.graph, case.command, outcome)
        if complaint:
            return f"{name}: {complaint}"
    return deviation(case)
