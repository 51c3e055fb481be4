"""PgBouncer in transaction pooling, in front of a PostgreSQL of its own."""
import os

from node import PASSWORD, USER, Node
from postgresql import Postgresql, psql
from process import Failure

PROGRAM = "/usr/sbin/pgbouncer"

SETTINGS = """
[databases]
* = host=127.0.0.1 port={server_port}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir = {folder}
auth_type = scram-sha-256
auth_file = {folder}/users
admin_users = {user}
pool_mode = transaction
default_pool_size = 10
max_client_conn = 500
ignore_startup_parameters = extra_float_digits
"""


class PgBouncer(Node):
    account = "postgres"
    scheme = "postgresql"

    @staticmethod
    def check():
        Postgresql.check()
        if not os.path.exists(PROGRAM):
            raise Failure(f"There is no {PROGRAM}. Install it with: apt-get install pgbouncer")

    @classmethod
    def made(cls, root, name="pgbouncer", **settings):
        node = super().made(root, name, **settings)
        node.entry["socket"] = node.folder
        node.make_folder(node.entry["data"])
        return node

    def configure(self):
        self.write("users", f'"{USER}" "{PASSWORD}"\n')
        self.write("pgbouncer.ini", SETTINGS.format(**self.entry))

    def command(self, first):
        return [PROGRAM, self.path("pgbouncer.ini")]

    def answers(self):
        return psql(self, "postgres", "SHOW data_directory") == self.entry["server_data"]


class Pooler:
    """Two nodes: clients connect to the first, which has the second to itself."""

    types = {"pgbouncer": PgBouncer, "postgresql": Postgresql}

    def check(self):
        PgBouncer.check()

    def load(self, entries):
        return [self.types[entry["name"]](entry) for entry in entries]

    def made(self, root, **settings):
        server = Postgresql.made(root, **settings)
        return [PgBouncer.made(root, server_data=server.entry["data"]), server]

    def start(self, nodes, first=False):
        for node in reversed(nodes):
            if first and node is nodes[0]:
                node.entry["server_port"] = nodes[1].entry["port"]
            node.start(first)
