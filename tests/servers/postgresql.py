"""PostgreSQL, of the newest Debian package that is there."""
import glob
import os
import signal
import subprocess

from node import DATABASE, PASSWORD, USER, Node
from process import Failure

SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
cluster_name = '{mark}'
max_connections = {max_connections}
fsync = off
full_page_writes = off
shared_buffers = 32MB
dynamic_shared_memory_type = mmap
timezone = 'UTC'
"""


def _release(folder):
    return float(folder.split("/")[-2])


def programs():
    """The folder of the server's own programs: a postgres in PATH may be another's."""
    found = glob.glob("/usr/lib/postgresql/*/bin/postgres")
    if not found:
        raise Failure("There is no /usr/lib/postgresql/*/bin/postgres. "
                      "Install it with: apt-get install postgresql")
    return max((os.path.dirname(program) for program in found), key=_release)


def psql(node, database, sql):
    """What psql prints, with the password, by TCP."""
    entry = node.entry
    return node.query(
        [os.path.join(programs(), "psql"), "-XAtq", "-h", entry["host"], "-p", str(entry["port"]),
         "-U", USER, "-d", database, "-c", sql],
        {"PGPASSWORD": PASSWORD, "PGCONNECT_TIMEOUT": "5"},
    )


class Postgresql(Node):
    account = "postgres"
    scheme = "postgresql"
    stop_signal = signal.SIGINT

    @staticmethod
    def check():
        programs()

    @classmethod
    def made(cls, root, name="postgresql", **settings):
        node = super().made(root, name, **settings)
        node.entry["socket"] = node.folder
        node._initialise()
        return node

    def _initialise(self):
        self.write("password", PASSWORD)
        self.run([os.path.join(programs(), "initdb"), "-D", self.entry["data"], "-U", USER,
                  "--pwfile", self.path("password"), "--auth", "scram-sha-256",
                  "--locale", "C.UTF-8", "--encoding", "UTF8", "--no-sync", "--no-instructions"])

    def configure(self):
        self.write("data/postgresql.conf", SETTINGS.format(mark=self.mark, **self.entry))

    def command(self, first):
        return [os.path.join(programs(), "postgres"), "-D", self.entry["data"]]

    def answers(self):
        return psql(self, "postgres", "SHOW data_directory") == self.entry["data"]

    def start(self, first=False):
        super().start(first)
        if first:
            psql(self, "postgres", f"CREATE DATABASE {DATABASE}")

    def remove(self):
        """With it goes the piece of shared memory that a killed server leaves."""
        try:
            with open(os.path.join(self.entry["data"], "postmaster.pid")) as file:
                segment = file.read().split("\n")[6].split()[1]
            subprocess.call(["ipcrm", "-m", segment], stderr=subprocess.DEVNULL)
        except (OSError, IndexError):
            pass
        super().remove()
