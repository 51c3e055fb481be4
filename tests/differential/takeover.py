#!/usr/bin/python3 -B
"""Take over and give back: one database, moved by Alembic and by Retort in turns.

Retort works on Alembic's own version table. After every move its rows and the tables with their
data are what the graph says, whoever made the move."""
import argparse
import logging
import os
import random
import sqlite3
import sys
import tempfile

from commands import Command
from graphs import RandomGraphs
from known_cases import read_command, read_graph
from shared_database import SharedDatabase, Wrong

LINE = "aaaa; bbbb < aaaa; cccc < bbbb; dddd < cccc"
# Two lines of descent, a dependency between them, and a merge point.
LINES = (
    "aaaa; bbbb < aaaa #left; cccc < aaaa #right; dddd < cccc !left; eeee < bbbb dddd; ffff < eeee"
)

STORIES = {
    "half way by Alembic, on by Retort, and back again": (
        LINE,
        "alembic upgrade bbbb",
        "retort upgrade heads",
        "alembic upgrade heads",
        "alembic downgrade bbbb",
        "retort upgrade cccc",
        "retort downgrade aaaa",
        "alembic upgrade heads",
        "retort downgrade base",
        "alembic upgrade aaaa",
        "retort upgrade +2",
        "alembic downgrade -1",
    ),
    "half way up two branches by Alembic": (
        LINES,
        "alembic upgrade left",
        "alembic upgrade right",
        "retort upgrade dddd",
        "retort upgrade heads",
        "alembic downgrade eeee",
        "alembic downgrade cccc",
        "retort downgrade bbbb",
        "alembic upgrade heads",
        "retort downgrade base",
    ),
    "begun by Retort": (
        LINES,
        "retort upgrade left",
        "alembic upgrade right",
        "alembic upgrade eeee",
        "retort downgrade cccc",
        "alembic downgrade base",
        "retort upgrade heads",
        "alembic stamp base",
        "retort stamp heads",
        "alembic downgrade aaaa",
    ),
}


def tell(program, folder, graph, *moves):
    database = SharedDatabase(program, read_graph(graph), folder)
    for move in moves:
        who, command = move.split(maxsplit=1)
        database.move(who, read_command(command))
        if database.heads or "stamp" not in command:
            database.check_contents()


def walk(program, folder, randomness):
    """Random moves by either; none that one of the two refuses."""
    graphs = RandomGraphs(randomness)
    graph = graphs.graph()
    while any(graph.redundant(id_) for id_ in graph.revisions):
        graph = graphs.graph()
    database = SharedDatabase(program, graph, folder)
    database.move(randomness.choice(("alembic", "retort")), Command("upgrade", ("heads",)))
    for _ in range(8):
        applied = graph.closure(database.heads)
        below = sorted(id_ for id_ in applied if graph.children[id_] & applied)
        commands = [Command("upgrade", (id_,)) for id_ in sorted(graph.revisions)]
        commands += [Command("downgrade", (id_,)) for id_ in below] * 2
        command = randomness.choice([*commands, Command("upgrade", ("heads",))])
        database.move(randomness.choice(("alembic", "retort")), command)
        database.check_contents()


def narrow_column(program, folder):
    """Alembic's column of 32 characters and a longer id."""
    long_id = "r" * 33
    database = SharedDatabase(program, read_graph(f"aaaa; {long_id} < aaaa"), folder)
    database.move("alembic", Command("upgrade", ("aaaa",)))
    before = database.query("SELECT sql FROM sqlite_schema"), database.contents()
    done = database.sides["retort"].run(Command("upgrade", ("heads",)))
    after = database.query("SELECT sql FROM sqlite_schema"), database.contents()
    if done.ok or "The column version_num of alembic_version" not in done.error or before != after:
        raise Wrong(f"{done}")
    connection = sqlite3.connect(database.path)
    connection.executescript(done.error[done.error.index("BEGIN") :])
    connection.close()
    database.move("retort", Command("upgrade", ("heads",)))
    database.move("alembic", Command("downgrade", ("aaaa",)))
    database.check_contents()


def all_tests(options):
    """The tests as functions of a program and a folder, by their names."""
    tests = {
        name: lambda program, folder, story=story: tell(program, folder, *story)
        for name, story in STORIES.items()
    }
    tests["a column that is too narrow"] = narrow_column
    for number in range(options.walks):
        seed = f"{options.seed} {number}"
        tests[f"walk {number}"] = lambda program, folder, seed=seed: walk(
            program, folder, random.Random(seed)
        )
    return tests


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--retort", required=True, metavar="PROGRAM")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--walks", type=int, default=60)
    return parser.parse_args()


def main():
    logging.disable(logging.CRITICAL)
    options = arguments()
    tests = all_tests(options)
    folders = "/dev/shm" if os.path.isdir("/dev/shm") else None
    failed = 0
    for name, test in tests.items():
        with tempfile.TemporaryDirectory(prefix="takeover.", dir=folders) as folder:
            try:
                test(options.retort, folder)
            except Wrong as wrong:
                failed += 1
                print(f"FAILED: {name}: {wrong}")
    print(f"{len(tests) - failed} of {len(tests)} databases were taken over and given back")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
