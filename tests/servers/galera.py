"""Three MariaDB nodes that are one Galera cluster."""
import os
import re

from mariadb import Mariadb
from node import SECONDS_TO_ANSWER
from process import Failure, tail, wait_until

PROVIDER = "/usr/lib/galera/libgalera_smm.so"

SETTINGS = """
binlog_format = ROW
innodb_autoinc_lock_mode = 2
wsrep_on = ON
wsrep_provider = {provider}
wsrep_cluster_name = retort
wsrep_cluster_address = gcomm://{members}
wsrep_node_name = {name}
wsrep_node_address = 127.0.0.1:{gcomm}
wsrep_sst_method = rsync
wsrep_sst_receive_address = 127.0.0.1:{sst}
wsrep_provider_options = "gmcast.listen_addr=tcp://127.0.0.1:{gcomm}; ist.recv_addr=127.0.0.1:{ist}; pc.recovery=FALSE; gcache.size=16M"
"""

POSITION = re.compile(r"Recovered position: *(\S+:(-?\d+))")
SYNCED = """SELECT @@datadir, variable_value FROM information_schema.global_status
WHERE variable_name = 'wsrep_local_state_comment'"""


class GaleraNode(Mariadb):
    port_names = ("port", "gcomm", "ist", "sst")
    cluster = ()
    arguments = ()

    @staticmethod
    def check():
        Mariadb.check()
        if not os.path.exists(PROVIDER):
            raise Failure(f"There is no {PROVIDER}. Install it with: apt-get install galera-4")

    def _initialise(self):
        """The others get the data of the first when they join."""
        if self.entry["name"] == "node1":
            super()._initialise()
        else:
            self.make_folder(self.entry["data"])

    def configure(self):
        super().configure()
        members = ",".join(f"127.0.0.1:{node.entry['gcomm']}" for node in self.cluster)
        with open(self.path("my.cnf"), "a") as file:
            file.write(SETTINGS.format(provider=PROVIDER, members=members, **self.entry))

    def command(self, first):
        once = first and self.entry["name"] == "node1"
        return [*super().command(once), *self.arguments]

    def answers(self):
        return self.client(SYNCED) == f"{self.entry['data']}/\tSynced"

    def position(self):
        """How far this killed node got, as `cluster:number` and the number."""
        self.configure()
        self.run([*super().command(False), "--wsrep-recover"])
        found = POSITION.findall(tail(self.log))
        return (found[-1][0], int(found[-1][1])) if found else ("", -1)

    def allow_bootstrap(self):
        state = os.path.join(self.entry["data"], "grastate.dat")
        if os.path.exists(state):
            with open(state) as file:
                text = file.read()
            with open(state, "w") as file:
                file.write(text.replace("safe_to_bootstrap: 0", "safe_to_bootstrap: 1"))


class Cluster:
    def check(self):
        GaleraNode.check()

    def load(self, entries):
        return self._joined([GaleraNode(entry) for entry in entries])

    def made(self, root, **settings):
        names = ("node1", "node2", "node3")
        return self._joined([GaleraNode.made(root, name, **settings) for name in names])

    @staticmethod
    def _joined(nodes):
        for node in nodes:
            node.cluster = nodes
        return nodes

    def start(self, nodes, first=False):
        """Where no node runs, the one that got furthest begins the cluster."""
        if nodes and not any(node.is_running() for node in nodes[0].cluster):
            nodes = self._furthest_first(nodes, first)
        for node in nodes:
            node.start(first)
            node.arguments = ()
        self._wait_for_all(nodes)

    @staticmethod
    def _furthest_first(nodes, first):
        if first:
            nodes[0].arguments = ("--wsrep-new-cluster",)
            return nodes
        positions = {node: node.position() for node in nodes}
        ordered = sorted(nodes, key=lambda node: -positions[node][1])
        ordered[0].allow_bootstrap()
        for node in nodes:
            node.arguments = (f"--wsrep_start_position={positions[node][0]}",)
        ordered[0].arguments += ("--wsrep-new-cluster",)
        return ordered

    @staticmethod
    def _wait_for_all(nodes):
        """A node that gives its data to another is not ready meanwhile."""
        if not wait_until(lambda: all(node.answers() for node in nodes), SECONDS_TO_ANSWER):
            raise Failure("The nodes of the cluster do not agree. The log of the last one ends "
                          f"with:\n{tail(nodes[-1].log)}")
