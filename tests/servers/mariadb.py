"""MariaDB, of Debian's package."""
import os

from node import DATABASE, PASSWORD, USER, Node
from process import Failure

SERVER = "/usr/sbin/mariadbd"

SETTINGS = """
[mysqld]
datadir = {data}
# A server that starts deletes the temporary tables that it finds there.
tmpdir = {folder}/tmp
socket = {socket}
pid-file = {folder}/pid
port = {port}
bind-address = 127.0.0.1
skip-name-resolve
max_connections = {max_connections}
performance_schema = OFF
character-set-server = utf8mb4
collation-server = utf8mb4_general_ci
innodb_buffer_pool_size = 32M
innodb_log_file_size = 16M
# Written at each commit, so that a killed process loses nothing; never synced.
innodb_flush_log_at_trx_commit = 2
innodb_flush_method = nosync
innodb_use_native_aio = OFF
sync_frm = OFF
"""

FIRST_STATEMENTS = """
CREATE DATABASE IF NOT EXISTS {database};
CREATE USER IF NOT EXISTS {user}@'%' IDENTIFIED BY '{password}';
GRANT ALL PRIVILEGES ON *.* TO {user}@'%' WITH GRANT OPTION;
"""


class Mariadb(Node):
    account = "mysql"
    scheme = "mariadb"

    @staticmethod
    def check():
        if not os.path.exists(SERVER):
            raise Failure(f"There is no {SERVER}. "
                          "Install it with: apt-get install mariadb-server")

    @classmethod
    def made(cls, root, name="mariadb", **settings):
        node = super().made(root, name, **settings)
        node.entry["socket"] = node.path("socket")
        node.make_folder(node.path("tmp"))
        node.configure()
        node.write("first.sql", FIRST_STATEMENTS.format(
            user=USER, password=PASSWORD, database=DATABASE))
        node._initialise()
        return node

    def _initialise(self):
        self.run(["mariadb-install-db", f"--defaults-file={self.path('my.cnf')}",
                  "--auth-root-authentication-method=normal", "--skip-test-db"])

    def configure(self):
        self.write("my.cnf", SETTINGS.format(**self.entry))

    def command(self, first):
        once = [f"--init-file={self.path('first.sql')}"] if first else []
        return [SERVER, f"--defaults-file={self.path('my.cnf')}", *once]

    def client(self, sql):
        """What the client prints, with the password, by TCP."""
        return self.query(
            ["mariadb", "--no-defaults", "-h", self.entry["host"], "-P", str(self.entry["port"]),
             "-u", USER, "--protocol=tcp", "--connect-timeout=5", "-BN", "-e", sql, DATABASE],
            {"MYSQL_PWD": PASSWORD},
        )

    def answers(self):
        return self.client("SELECT @@datadir") == self.entry["data"] + "/"
