#!/usr/bin/python3 -B
"""Runs the same random commands on the same random graphs with Alembic and with Retort.

Prints how often they agree, how often each named exception happened, and what nothing explains."""
import argparse
from collections import Counter
import logging
import os
import random
import sys
import tempfile
import warnings

from commands import RandomCommands
from comparison import fault
from exceptions import EXCEPTIONS
from graphs import RandomGraphs
from known_cases import missing
from session import Session, judged

COMMANDS_PER_GRAPH = 12


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--retort", required=True, metavar="PROGRAM")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=1500)
    parser.add_argument("--most", type=int, default=5, help="print so many that are unexplained")
    return parser.parse_args()


def reproduction(graph, cases):
    lines = ["graph:", *("  " + line for line in str(graph).splitlines()), "commands:"]
    lines += [f"  {case.command}" for case in cases[:-1]]
    return "\n".join([*lines, str(cases[-1])])


def run_graph(options, randomness, count, folder, counts):
    """Runs up to `count` commands. Returns the reproductions of what is unexplained."""
    graph = RandomGraphs(randomness).graph()
    commands = RandomCommands(randomness, graph)
    session = Session(options.retort, graph, folder)
    cases, unexplained = [], []
    for _ in range(count):
        case = session.run(commands.command())
        cases.append(case)
        name = judged(case)
        counts[name] += 1
        if name is None:
            why = fault(case) or "no exception applies"
            unexplained.append(f"{why}\n{reproduction(graph, cases)}")
    return unexplained


def run_graphs(options, folders, counts):
    randomness = random.Random(options.seed)
    unexplained = []
    while sum(counts.values()) < options.pairs:
        count = min(COMMANDS_PER_GRAPH, options.pairs - sum(counts.values()))
        with tempfile.TemporaryDirectory(prefix="differential.", dir=folders) as folder:
            unexplained += run_graph(options, randomness, count, folder, counts)
    return unexplained


def report(options, counts, unexplained, wrong):
    for text in unexplained[: options.most]:
        print(f"UNEXPLAINED: {text}\n")
    for text in wrong:
        print(f"KNOWN CASE: {text}\n")
    print(f"seed              {options.seed:6}")
    print(f"pairs             {sum(counts.values()):6}")
    print(f"agreements        {counts['']:6}")
    print(f"named exceptions  {sum(counts[exception.name] for exception in EXCEPTIONS):6}")
    for exception in EXCEPTIONS:
        print(f"  {counts[exception.name]:6}  {exception.name}: {exception.reason}")
    print(f"unexplained       {len(unexplained):6}")


def fix_hashes(seed):
    """Begins again where the order of Python's sets, and so of Alembic's steps, hangs on chance."""
    wanted = str(seed)
    if os.environ.get("PYTHONHASHSEED") != wanted:
        os.environ["PYTHONHASHSEED"] = wanted
        os.execv(sys.executable, [sys.executable, "-B", *sys.argv])


def main():
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    options = arguments()
    fix_hashes(options.seed)
    folders = "/dev/shm" if os.path.isdir("/dev/shm") else None  # thousands of small databases
    wrong = missing(options.retort, folders, [exception.name for exception in EXCEPTIONS])
    counts = Counter()
    unexplained = run_graphs(options, folders, counts)
    report(options, counts, unexplained, wrong)
    return 1 if unexplained or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
