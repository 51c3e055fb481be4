"""A small case for each named exception: it has to happen whenever the tests run."""
import os
import tempfile

from commands import Command
from graphs import Graph, Revision
from session import Session, judged

TWO = "aaaa; bbbb < aaaa"
MERGED = "aaaa #left; xxxx; yyyy < aaaa xxxx"
FORKED = "aaaa; bbbb < aaaa #left; cccc < aaaa"

# name: (graph, recorded heads, command), ...
KNOWN = {
    "short-prefix": [
        (TWO, "", "upgrade bb"),
        ("base1; 7a54 < base1; 7a51", "7a51 7a54", "downgrade base1@7a-1"),
    ],
    "label-prefix": [
        ("aaaa #expand", "", "upgrade expa"),
        ("aaaa #expand; expa1", "", "upgrade expa"),
    ],
    "prefix-within-branch": [
        ("aaaa1 #left; aaaa2; bbbb < aaaa1", "", "upgrade left@aaaa+1"),
        ("aaaa1 #left; aaaa2; bbbb < aaaa1", "bbbb", "stamp left@aaaa"),
    ],
    "trailing-junk": [(TWO, "", "upgrade +1xyz")],
    "relative-to-any-id": [("v1.0; bbbb < v1.0", "", "upgrade v1.0+1")],
    "unread-branch": [(TWO, "", "stamp none@base")],
    "upgrade-to-base": [(TWO, "bbbb", "upgrade base")],
    "heads-that-overlap": [
        ("aaaa #left; bbbb < aaaa; cccc < aaaa !bbbb", "", "upgrade left@heads")
    ],
    "upgrade-wraps-around": [(TWO, "", "upgrade base-1")],
    "upgrade-from-outside": [(MERGED, "", "upgrade left@xxxx+1")],
    "walk-within-branch": [(MERGED, "", "upgrade left@yyyy-1")],
    "next-of-the-lineage": [
        (
            "aaaa #left; bbbb < aaaa; cccc < aaaa; dddd < cccc; xxxx !bbbb",
            "cccc xxxx",
            "upgrade left@+1",
        )
    ],
    "downgrade-wraps-around": [(TWO, "bbbb", "downgrade base-1")],
    "downgrade-past-base": [(TWO, "bbbb", "downgrade aaaa-1")],
    "downgrade-within-branch": [(MERGED, "yyyy", "downgrade left@yyyy-1")],
    "downgrade-outside": [("aaaa #left; xxxx; yyyy < xxxx", "aaaa yyyy", "downgrade left@xxxx")],
    "downgrade-looks-in-branch": [
        ("aaaa #left; xxxx", "aaaa xxxx", "downgrade left@head"),
        ("aaaa #left; xxxx !aaaa", "aaaa", "downgrade left@heads"),
    ],
    "downgrade-to-several-heads": [
        ("aaaa #left; bbbb < aaaa; cccc < aaaa !bbbb", "cccc", "downgrade left@heads")
    ],
    "siblings-are-named": [(FORKED, "bbbb cccc", "downgrade left@base")],
    "downgrade-above-the-label": [
        ("aaaa #left; bbbb < aaaa; cccc < bbbb; dddd < bbbb", "cccc", "downgrade left@bbbb")
    ],
    "downgrade-to-a-dependency": [("aaaa; bbbb !aaaa", "bbbb", "downgrade aaaa")],
    "down-from-several-heads": [("aaaa; bbbb", "aaaa bbbb", "downgrade -1")],
    "down-from-a-merge": [(MERGED, "yyyy", "downgrade -1")],
    "down-by-revisions": [
        ("aaaa; bbbb !aaaa", "bbbb", "downgrade -2"),
        ("aaaa; bbbb; cccc < bbbb !aaaa", "cccc", "downgrade -2"),
    ],
    "stamp-of-one-lineage": [(TWO, "", "stamp aaaa bbbb")],
    "stamp-base-and-others": [(TWO, "", "stamp base aaaa")],
    "stamp-names-siblings": [(FORKED, "bbbb cccc", "stamp left@base")],
    "stamp-concerns-the-target": [(MERGED, "yyyy", "stamp aaaa")],
    "purge-after-the-check": [(TWO, "bbbb", "stamp none --purge")],
    "superfluous-rows": [("aaaa; bbbb < aaaa; cccc < aaaa bbbb", "cccc", "downgrade bbbb")],
    "crash-among-rows": [("aaaa; bbbb < aaaa; xxxx; yyyy < aaaa bbbb xxxx", "", "upgrade yyyy")],
}


def read_revision(text):
    """`id < parents !dependencies #labels`"""
    id_, *words = text.split()
    return Revision(
        id_,
        tuple(word for word in words if word[0] not in "<!#"),
        tuple(word[1:] for word in words if word[0] == "!"),
        tuple(word[1:] for word in words if word[0] == "#"),
    )


def read_graph(text):
    return Graph([read_revision(part) for part in text.split(";")])


def read_command(text):
    kind, *targets = text.split()
    purge = "--purge" in targets
    return Command(kind, tuple(target for target in targets if target != "--purge"), purge)


def missing(program, memory, names):
    """What is wrong with the known cases: sentences."""
    wrong = [f"{name} has no known case" for name in names if name not in KNOWN]
    for name, cases in KNOWN.items():
        for graph, recorded, command in cases:
            with tempfile.TemporaryDirectory(prefix="differential.", dir=memory) as folder:
                session = Session(program, read_graph(graph), folder)
                session.start(frozenset(recorded.split()))
                case = session.run(read_command(command))
                found = judged(case)
                if found != name:
                    wrong.append(f"{name} is {found or 'not there any more'}: {graph}\n{case}")
    return wrong
