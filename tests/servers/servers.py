#!/usr/bin/python3 -B
"""Scratch servers for tests: on loopback, with data of their own, gone when the tests are.

check    says what is missing for it, and fails then
start    returns when the server answers, and writes DIR/KIND.json: url, pids and the rest
stop     ends it and deletes its data
kill     SIGKILL to its processes; the data stays
restart  starts what was killed, with the same data and port
with     starts servers, runs COMMAND with RETORT_TEST_SERVERS=DIR, stops them in all outcomes"""
import argparse
import os
import signal
import subprocess
import sys
import tempfile

from kinds import kind as kind_named
from lifecycle import Server, start
from process import Failure


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check").add_argument("kind")
    for name in ("start", "stop", "kill", "restart"):
        command = commands.add_parser(name)
        command.add_argument("kind")
        command.add_argument("folder", metavar="DIR", type=os.path.abspath)
        if name in ("kill", "restart"):
            command.add_argument("--node", help="the name of one of several")
        if name == "start":
            add_settings(command)
            command.add_argument("--follow", metavar="PID", type=int, default=os.getppid(),
                                 help="stop when this process ends (default: the caller)")
    within = commands.add_parser("with")
    within.add_argument("kinds", metavar="KIND[,KIND...]")
    add_settings(within)
    within.add_argument("line", metavar="-- COMMAND", nargs=argparse.REMAINDER)
    return parser.parse_args()


def add_settings(parser):
    parser.add_argument("--max-connections", metavar="N", type=int, default=200)


def start_all(kinds, folder, connections):
    """All at once, each by a process of its own, so that none has a child to wait for."""
    starting = [subprocess.Popen([sys.executable, "-B", __file__, "start", kind, folder, "--follow",
                                  str(os.getpid()), "--max-connections", str(connections)])
                for kind in kinds]
    statuses = [process.wait() for process in starting]
    if any(statuses):
        raise Failure("Not all servers could be started.")


def stop_all(kinds, folder):
    for kind in kinds:
        if os.path.exists(os.path.join(folder, f"{kind}.json")):
            Server(kind, folder).stop()


def run_with(options):
    line = options.line[1:] if options.line[:1] == ["--"] else options.line
    if not line:
        raise Failure("There is no command to run: servers.py with KIND -- COMMAND...")
    kinds = options.kinds.split(",")
    with tempfile.TemporaryDirectory(prefix="retort-servers-") as folder:
        try:
            start_all(kinds, folder, options.max_connections)
            status = subprocess.call(line, env={**os.environ, "RETORT_TEST_SERVERS": folder})
        finally:
            stop_all(kinds, folder)
    return status if status >= 0 else 128 - status


def run(options):
    if options.command == "with":
        return run_with(options)
    if options.command == "check":
        kind_named(options.kind).check()
        return 0
    if options.command == "start":
        start(options.kind, options.folder, options.follow,
              max_connections=options.max_connections)
        return 0
    server = Server(options.kind, options.folder)
    if options.command == "stop":
        server.stop()
    else:
        getattr(server, options.command)(options.node)
    return 0


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        return run(options)
    except Failure as failure:
        print(f"servers.py: {failure}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
