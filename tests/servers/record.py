"""DIR/KIND.json: where a server is, for the tests and for the later commands."""
import json
import os

SHOWN = ("host", "port", "user", "password", "database", "url", "data", "socket")


def path(kind, folder):
    return os.path.join(folder, f"{kind}.json")


def text(kind, root, nodes, watchdog):
    """The first node is the one that clients connect to."""
    return json.dumps({
        "kind": kind, **{name: nodes[0].entry[name] for name in SHOWN},
        "pids": [node.entry["pid"] for node in nodes], "root": root, "watchdog": watchdog,
        "nodes": [node.entry for node in nodes],
    }, indent=2)


def write(kind, folder, root, nodes, watchdog):
    """In one piece: others may be reading."""
    beside = path(kind, folder) + ".new"
    with open(beside, "w") as file:
        file.write(text(kind, root, nodes, watchdog) + "\n")
    os.replace(beside, path(kind, folder))


def read(kind, folder):
    with open(path(kind, folder)) as file:
        return json.load(file)


def remove(kind, folder, root):
    """The record of that server, not of one that was started there later."""
    try:
        if read(kind, folder)["root"] == root:
            os.unlink(path(kind, folder))
    except FileNotFoundError:
        pass
