"""What can be started: one node, or several that belong together."""
from galera import Cluster
from mariadb import Mariadb
from pgbouncer import Pooler
from postgresql import Postgresql
from process import Failure


class Alone:
    def __init__(self, node):
        self.check = node.check
        self.load = lambda entries: [node(entry) for entry in entries]
        self.made = lambda root, **settings: [node.made(root, **settings)]

    def start(self, nodes, first=False):
        for node in nodes:
            node.start(first)


KINDS = {
    "postgresql": Alone(Postgresql),
    "mariadb": Alone(Mariadb),
    "pgbouncer": Pooler(),
    "galera": Cluster(),
}


def kind(name):
    if name not in KINDS:
        raise Failure(f"There is no kind of server named {name}, only {', '.join(KINDS)}.")
    return KINDS[name]
