#!/usr/bin/python3 -B
"""The scratch servers themselves: KIND is started, killed, restarted, stopped, and never left."""
import json
import os
import signal
import subprocess
import sys
import tempfile
import unittest
from unittest.mock import patch
from urllib.parse import unquote, urlsplit

import lifecycle
import node
import ports
from postgresql import programs
from process import name_of, wait_until

SERVERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "servers.py")
KIND = "postgresql"


def servers(*arguments, **options):
    return subprocess.run([sys.executable, "-B", SERVERS, *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, **options)


def client(url, sql, password=None):
    """What the client program of a URL prints, or None."""
    at = urlsplit(url)
    secret = unquote(at.password) if password is None else password
    where = ["-h", at.hostname, "-U" if at.scheme == "postgresql" else "-u", at.username]
    database = at.path[1:]
    if at.scheme == "postgresql":
        line = [os.path.join(programs(), "psql"), "-XAtq", *where, "-p", str(at.port),
                "-c", sql, database]
    else:
        line = ["mariadb", "--no-defaults", *where, "-P", str(at.port), "-BN", "-e", sql, database]
    ran = subprocess.run(line, env={**os.environ, "PGPASSWORD": secret, "MYSQL_PWD": secret},
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return ran.stdout.strip() if ran.returncode == 0 else None


def listening(port):
    """The addresses at which the port is open, as the kernel writes them."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with open(table) as file:
            rows = [line.split() for line in file.readlines()[1:]]
        found |= {row[1] for row in rows if row[3] == "0A"}
    return {address for address in found if address.endswith(f":{port:04X}")}


class ServersTest(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="servers_test.")
        self.addCleanup(self.temporary.cleanup)
        self.folder = self.temporary.name
        self.addCleanup(lambda: os.path.exists(self.path()) and self.run_well("stop"))

    def path(self):
        return os.path.join(self.folder, f"{KIND}.json")

    def record(self):
        with open(self.path()) as file:
            return json.load(file)

    def run_well(self, command, *arguments):
        ran = servers(command, KIND, self.folder, *arguments)
        self.assertEqual(ran.returncode, 0, ran.stderr)

    def assert_gone(self, record):
        self.assertEqual([pid for pid in record["pids"] if name_of(pid)], [])
        self.assertFalse(os.path.exists(record["root"]))
        self.assertFalse(os.path.exists(self.path()))

    def test_a_killed_server_comes_back_with_its_data_and_a_stopped_one_is_gone(self):
        self.run_well("start")
        before = self.record()
        self.assertEqual(client(before["url"], "CREATE TABLE kept (id INT PRIMARY KEY)"), "")
        self.assertIsNone(client(before["url"], "SELECT 1", password="wrong"))
        self.run_well("kill")
        self.assertEqual([pid for pid in before["pids"] if name_of(pid)], [])
        self.assertIsNone(client(before["url"], "SELECT 1"))
        self.run_well("restart")
        after = self.record()
        self.assertEqual((after["url"], after["data"]), (before["url"], before["data"]))
        self.assertNotEqual(after["pids"], before["pids"])
        for one in after["nodes"]:
            self.assertEqual(client(one["url"], "SELECT count(*) FROM kept"), "0")
        self.run_well("stop")
        self.assert_gone(after)

    def test_a_server_ends_with_the_process_that_it_follows(self):
        follow = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
        self.run_well("start", "--follow", str(follow.pid))
        record = self.record()
        follow.communicate()
        self.assertTrue(wait_until(lambda: not os.path.exists(self.path()), 30))
        self.assert_gone(record)

    def test_a_command_has_its_servers_and_its_status_comes_back(self):
        show = f'cat "$RETORT_TEST_SERVERS/{KIND}.json"; exit 7'
        ran = servers("with", KIND, "--", "sh", "-c", show)
        self.assertEqual(ran.returncode, 7, ran.stderr)
        self.assert_gone(json.loads(ran.stdout))

    def test_the_servers_of_a_command_that_is_killed_are_gone_too(self):
        show = f'cat "$RETORT_TEST_SERVERS/{KIND}.json"; kill -9 $$'
        ran = servers("with", KIND, "--", "sh", "-c", show)
        self.assertEqual(ran.returncode, 128 + signal.SIGKILL, ran.stderr)
        self.assert_gone(json.loads(ran.stdout))

    def test_a_port_that_was_taken_meanwhile_is_changed_and_only_loopback_listens(self):
        with ports.socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            offered = iter([taken.getsockname()[1]])
            with patch.object(node, "free_port", lambda: next(offered, None) or ports.free_port()):
                lifecycle.start(KIND, self.folder, os.getpid(), max_connections=50)
            port = self.record()["port"]
            self.assertNotEqual(port, taken.getsockname()[1])
            self.assertEqual(listening(port), {f"0100007F:{port:04X}"})

    def test_what_is_not_there_is_named(self):
        ran = servers("stop", KIND, self.folder)
        self.assertEqual((ran.returncode, ran.stderr), (1, (
            f"servers.py: There is no {self.path()}: "
            f"no {KIND} was started there, or it was stopped.\n")))


if __name__ == "__main__":
    KIND = sys.argv.pop(1)
    unittest.main()
