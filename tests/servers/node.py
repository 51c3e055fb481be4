"""One server process: its folder, its entry in the record, and how it is brought to answer."""
import os
import shutil
import signal
import subprocess
import time
from urllib.parse import quote

from ports import free_port
from process import (
    Failure, account, is_alive, is_server, kill, processes, run_as, send, start_as, tail, wait_until
)

USER, PASSWORD, DATABASE = "retort", "p@ss:w/rd", "retort"
SECONDS_TO_ANSWER = 60
SECONDS_TO_STOP = 20
PORT_TAKEN = "already in use"


class Node:
    """Subclasses say the account, the package, the program, and what differs below."""

    stop_signal = signal.SIGTERM
    port_names = ("port",)

    def __init__(self, entry):
        self.entry = entry
        self.folder = entry["folder"]
        self.log = entry["log"]
        self.owner = account(self.account)

    @classmethod
    def made(cls, root, name, **settings):
        folder = os.path.join(root, name)
        entry = {
            "name": name, "folder": folder, "data": os.path.join(folder, "data"),
            "log": os.path.join(folder, "log"), "host": "127.0.0.1", "user": USER,
            "password": PASSWORD, "database": DATABASE, "pid": 0, **settings,
        }
        node = cls(entry)
        node.make_folder(folder)
        node.take_ports()
        return node

    def take_ports(self):
        for name in self.port_names:
            self.entry[name] = free_port()
        address = f"{quote(USER)}:{quote(PASSWORD, safe='')}@127.0.0.1:{self.entry['port']}"
        self.entry["url"] = f"{self.scheme}://{address}/{DATABASE}"

    @property
    def mark(self):
        """What the command lines and titles of this node's processes have, and no others."""
        return "/".join(self.folder.split("/")[-2:])

    def path(self, name):
        return os.path.join(self.folder, name)

    def make_folder(self, folder):
        os.mkdir(folder, 0o700)
        os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)

    def write(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)
        os.chown(file.name, self.owner.pw_uid, self.owner.pw_gid)

    def run(self, command):
        run_as(self.owner, command, self.folder, self.log)

    def start(self, first=False):
        """Returns when the server answers. At the first start a taken port is changed."""
        deadline = time.monotonic() + SECONDS_TO_ANSWER
        while not self._started(first, deadline):
            self.kill()
            if PORT_TAKEN not in tail(self.log) or time.monotonic() > deadline:
                raise Failure(f"{self.entry['name']} does not answer. Its log ends with:\n"
                              f"{tail(self.log)}")
            if first:
                self.take_ports()

    def _started(self, first, deadline):
        self.configure()
        pid = start_as(self.owner, self.command(first), self.folder, self.log)
        self.entry["pid"] = pid
        wait_until(lambda: not is_alive(pid) or self.answers(), deadline - time.monotonic())
        return is_alive(pid) and self.answers()

    def query(self, command, environment):
        """What a client program prints; '' where it fails."""
        client = subprocess.run(
            command, env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **environment},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        return client.stdout.strip() if client.returncode == 0 else ""

    def is_running(self):
        return is_server(self.entry["pid"], self.mark)

    def kill(self):
        kill(self.mark)

    def stop(self):
        if self.is_running():
            send(self.entry["pid"], self.stop_signal)
            wait_until(lambda: not processes(self.mark), SECONDS_TO_STOP)
        self.kill()

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)
