"""A server from its start to its end."""
import os
import shutil
import tempfile

from kinds import kind as kind_named
import record
from process import Failure
import watchdog


class Server:
    """What DIR/KIND.json says of it, and its nodes."""

    def __init__(self, kind, folder):
        self.kind, self.folder = kind, folder
        try:
            self.record = record.read(kind, folder)
        except FileNotFoundError:
            raise Failure(f"There is no {record.path(kind, folder)}: "
                          f"no {kind} was started there, or it was stopped.")
        self.nodes = kind_named(kind).load(self.record["nodes"])

    def chosen(self, name):
        """The nodes of that name; all of them without one."""
        nodes = [node for node in self.nodes if name in (None, node.entry["name"])]
        if not nodes:
            raise Failure(f"{self.kind} has no node {name}, only "
                          f"{', '.join(node.entry['name'] for node in self.nodes)}.")
        return nodes

    def kill(self, name=None):
        for node in self.chosen(name):
            node.kill()

    def restart(self, name=None):
        stopped = [node for node in self.chosen(name) if not node.is_running()]
        for node in stopped:
            node.kill()
        kind_named(self.kind).start(stopped)
        record.write(self.kind, self.folder, self.record["root"], self.nodes,
                     self.record["watchdog"])

    def stop(self):
        remove(self.kind, self.folder, self.record["root"], self.nodes)
        watchdog.dismiss(self.record["watchdog"])


def remove(kind, folder, root, nodes):
    for node in nodes:
        node.stop()
        node.remove()
    shutil.rmtree(root, ignore_errors=True)
    record.remove(kind, folder, root)


def start(kind, folder, follow, **settings):
    kind_named(kind).check()
    os.makedirs(folder, exist_ok=True)
    if os.path.exists(record.path(kind, folder)):
        Server(kind, folder).stop()
    root = tempfile.mkdtemp(prefix=f"retort-{kind}-", dir="/tmp")
    os.chmod(root, 0o755)
    nodes, guard = [], 0
    try:
        nodes = kind_named(kind).made(root, **settings)
        guard = watchdog.follow(follow, lambda: remove(kind, folder, root, nodes))
        kind_named(kind).start(nodes, first=True)
        record.write(kind, folder, root, nodes, guard)
    except BaseException:
        remove(kind, folder, root, nodes)
        watchdog.dismiss(guard)
        raise
